import Model

/// The Debian packages of an app: those that dynos have first, what builds alone have over them, each buildpack's over those
/// of the buildpacks before it. What publishers offer lies over all of them: packages stay as they are where it changes.
struct PackagePlanning {
    let evidence: Evidence
    let choices: [ToolchainChoice]

    /// - Parameter more: that the app wants for its dynos in a file of its own.
    func plan(_ buildpacks: [Buildpack], more: [String]) throws(Failure) -> [PlannedToolchain] {
        var toolchains: [PlannedToolchain] = []
        for use in PlannedToolchain.Use.allCases {
            var known: Set<String> = []
            for buildpack in buildpacks {
                var names = try self.names(use == .run ? buildpack.parts.runPackages : buildpack.parts.buildPackages)
                for choice in choices {
                    names = names.filter { !choice.replaces($0) }
                    if buildpack.parts.versions.contains(where: { $0.toolchain == choice.version.toolchain }) {
                        names.formUnion(choice.packages(for: use))
                    }
                }
                if use == .run, buildpack == buildpacks.last { names.formUnion(more) }
                let new = names.subtracting(known)
                known.formUnion(new)
                if !new.isEmpty { toolchains.append(.init(use, .packages(new.sorted()))) }
            }
        }
        return toolchains + choices.compactMap(\.planned)
    }

    private func names(_ rules: [Buildpack.PackageRule]) throws(Failure) -> Set<String> {
        var names: Set<String> = []
        for rule in rules where try evidence.holds(rule.when) { names.formUnion(rule.names) }
        return names
    }
}
