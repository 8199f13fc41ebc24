import Model

extension BuildPlan {
    private static let stepsMax = 200
    private static let processesMax = 200
    private static let layersMax = 20
    private static let secretsMax = 100
    private static let textBytesMax = 1 << 20
    private static let filesMax = 1 << 30

    /// Why a plan that came from another process cannot be one of ours; nil where it can. What reaches a path or an
    /// environment is looked at here, once more.
    package var objection: String? {
        if steps.count > Self.stepsMax || processes.count > Self.processesMax { return "it has too many steps or process types" }
        if buildpacks.isEmpty || buildpacks.count > Self.layersMax || toolchains.count > Self.layersMax {
            return "it has no buildpack, or too many of them or of toolchains"
        }
        if let bad = buildpacks.map(\.id).first(where: { !NameRules.isIdentifier($0) }) { return "`\(bad)` is no buildpack" }
        if let objection = (buildpacks.compactMap(\.classic) + steps.compactMap(\.classic)).compactMap(\.objection).first {
            return objection
        }
        if (chosen ?? []).count > BuildpackReference.countMax { return "it has too many buildpacks" }
        if let bad = steps.compactMap(\.processFile).first(where: { !AppPath.isFile($0) }) { return "`\(bad)` is no file of an app" }
        if let bad = steps.flatMap(\.caches).first(where: { !NameRules.isIdentifier($0) }) { return "`\(bad)` names no cache" }
        if let bad = processes.map(\.type).first(where: { !NameRules.isProcessType($0) }) { return "`\(bad)` is no process type" }
        let variables = steps.reduce(into: environment) { $0.merge($1.environment) { $1 } }
        if let bad = variables.keys.first(where: { !NameRules.isVariable($0) }) { return "`\(bad)` names no variable" }
        if let bad = secrets.keys.first(where: { !NameRules.isVariable($0) }) { return "`\(bad)` names no variable" }
        if secrets.count > Self.secretsMax || !secrets.values.allSatisfy({ Buildpack.Variable.secretBytesAllowed.contains(Int64($0)) }) {
            return "it wants too many secrets, or too long ones"
        }
        if let bad = (PlannedToolchain.Use.allCases.flatMap(packages) + versions.compactMap(\.package)).first(where: {
            !NameRules.isPackage($0)
        }) {
            return "`\(bad)` is no package"
        }
        if let bad = (archives.map(\.toolchain) + open).first(where: { !NameRules.isIdentifier($0) }) { return "`\(bad)` is no toolchain" }
        if let bad = first?.variables.map(\.name).first(where: { !NameRules.isVariable($0) }) { return "`\(bad)` names no config var" }
        if submodules.count > SubmodulePlanning.submodulesMax { return "it has too many submodules" }
        if let objection = submodules.compactMap(\.objection).first { return objection }
        if formation.values.contains(where: { $0 < 0 }) { return "it wants fewer dynos than none" }
        if let bad = first?.sizes.keys.first(where: { !NameRules.isProcessType($0) }) { return "`\(bad)` is no process type" }
        if let bad = [healthcheck, steady?.path].compactMap(\.self).first(where: { !NameRules.isRequestPath($0) }) {
            return "`\(bad)` is no path of a request"
        }
        if let cron, cron.count > CronJob.countMax { return "it wants too many jobs" }
        if let objection = cron?.compactMap(\.objection).first { return objection }
        if let checks, checks.count > Self.processesMax { return "it has too many checks" }
        if let bad = checks?.keys.first(where: { !NameRules.isProcessType($0) }) { return "`\(bad)` is no process type" }
        if let objection = checks?.values.compactMap(\.objection).first { return objection }
        if let steady, !steady.isAllowed { return "it asks dynos too often, or hardly ever" }
        let folders = steps.flatMap(\.inputs).compactMap(\.files)
        if folders.contains(where: { $0 < 0 || $0 > Self.filesMax }) { return "a folder in it cannot have so many files" }
        let asked = (first?.variables.compactMap(\.value) ?? []) + [first?.postdeploy ?? "", predestroy ?? ""] + (first?.addons ?? [])
        let shown: [String] = Array((first?.sizes ?? [:]).values) + buildpacks.compactMap(\.example)
        let texts =
            processes.map(\.command) + asked + shown + steps.flatMap { [$0.name, $0.script, $0.prepare ?? ""] } + variables.values + [
                healthcheck ?? "", steady?.path ?? "", stack,
            ]
        if texts.contains(where: { $0.utf8.contains(0) || $0.utf8.count > Self.textBytesMax }) { return "a text in it is none" }
        return nil
    }
}
