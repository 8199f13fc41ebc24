import Model

/// A plan as people read it: `renga plan`.
extension BuildPlan {
    /// At most this many of a step's files are named.
    private static let inputsShownMax = 8

    package var page: [String] {
        var lines = ["Stack       \(stack)"]
        for buildpack in buildpacks {
            lines.append("Buildpack   \(buildpack.name) (\(buildpack.file))")
            if !buildpack.detected.isEmpty { lines.append("            because \(buildpack.detected.joined(separator: ", and "))") }
        }
        for version in versions {
            lines.append("Toolchain   \(version.title) \(version.version) (\(version.because))")
            if let note = version.note { lines.append("            \(note)") }
        }
        for archive in archives {
            lines.append("Fetched     \(archive.url)\(archive.recipe == nil ? "" : ", and built")")
        }
        for version in versions where open.contains(version.toolchain) {
            lines.append("            which \(version.title) that is, a push finds out in its publisher's list")
        }
        lines += listed("Packages", packages(for: .run)) + listed("To build", packages(for: .build))
        for submodule in submodules {
            lines.append(
                "Submodule   \(submodule.path), \(submodule.commit.prefix(8)) of \((try? SubmoduleAddress(submodule.url))?.shown ?? "")"
            )
        }
        lines.append("")
        lines += steps.isEmpty ? ["Steps       none"] : ["Steps"]
        for (index, step) in steps.enumerated() { lines += page(of: step, number: index + 1) }
        lines += ["", processes.isEmpty ? "Processes   \(processesAreKnown ? "none" : "known once it is built")" : "Processes"]
        let width = processes.map(\.type.count).max() ?? 0
        for process in processes {
            let padding = String(repeating: " ", count: width - process.type.count)
            lines.append("  \(process.type)\(padding)  \(process.command)   (\(Self.words(process.source)))")
        }
        lines += ["", "Environment of dynos"]
        let secret = secrets.map { ($0.key, "(made once for the app, of \($0.value) random bytes)") }
        lines += (environment.map { ($0.key, $0.value) } + secret).sorted { $0.0 < $1.0 }.map { "  \($0)=\($1)" }
        let wishes = first?.lines(formation: [:], set: []) ?? []
        if !wishes.isEmpty { lines += ["", "At the first deploy"] + wishes.map { "  \($0)" } }
        if let healthcheck { lines += ["", "Healthcheck \(healthcheck)"] }
        if let cron { lines += ["", "Jobs"] + cron.map { "  \($0.schedule) (\($0.zone ?? "UTC"))  \($0.command)" } }
        if let predestroy { lines += ["", "Before it is destroyed: \(predestroy)"] }
        if let steady { lines += ["", "Steady check \(steady.path), every \(steady.waitSeconds) s"] }
        for (type, checks) in (checks ?? [:]).sorted(by: { $0.key < $1.key }) {
            lines += checks.startup.map { "Startup check of \(type): \($0.shown)" }
            lines += checks.liveness.map { "Steady check of \(type): \($0.shown), every \($0.waitSeconds) s" }
        }
        if !notes.isEmpty { lines += [""] + notes.map { "Note: \($0)" } }
        if !warnings.isEmpty {
            lines += [""] + warnings.flatMap { ["Warning: \($0.message)"] + Self.indented($0.hint) }
        }
        return lines
    }

    private static func indented(_ hint: String?) -> [String] {
        (hint ?? "").split(separator: "\n").map { "         \($0)" }
    }

    private func listed(_ title: String, _ names: [String]) -> [String] {
        guard !names.isEmpty else { return [] }
        return [title + String(repeating: " ", count: max(12 - title.count, 1)) + names.joined(separator: " ")]
    }

    private func page(of step: PlannedStep, number: Int) -> [String] {
        var facts: [String] = []
        if step.classic != nil { facts.append("its programs: bin/detect, bin/compile, bin/release") }
        if step.network { facts.append("network") }
        if !step.caches.isEmpty { facts.append("caches \(step.caches.joined(separator: ", "))") }
        if !step.config.isEmpty {
            facts.append(
                step.config.contains("*") ? "all config vars" : "config vars \(step.config.joined(separator: ", "))"
            )
        }
        if step.prepare != nil { facts.append("what is prepared once for all apps") }
        if step.always { facts.append("runs in every build") }
        if let path = step.processFile { facts.append("leaves process types in \(path)") }
        let owner =
            buildpacks.count > 1 ? ["of the buildpack \(step.buildpack)\(step.alone == true ? ", beside those of others" : "")"] : []
        let words = (facts.isEmpty ? [] : ["with \(facts.joined(separator: "; "))"]) + owner
        let sees: String
        if step.seesWholeTree {
            sees = "the whole tree (\(step.filesCount) \(step.filesCount == 1 ? "file" : "files"))"
        } else if step.inputs.isEmpty {
            sees = "no file of the app"
        } else {
            let shown = step.inputs.prefix(Self.inputsShownMax).map(\.path).joined(separator: ", ")
            let rest = step.inputs.count - Self.inputsShownMax
            sees = shown + (rest > 0 ? " and \(rest) more" : "")
        }
        return ["  \(number). \(step.name)", "     sees \(sees)"]
            + (words.isEmpty ? [] : ["     \(words.joined(separator: "; "))"])
    }

    private static func words(_ source: PlannedProcess.Source) -> String {
        switch source {
        case .procfile: "Procfile"
        case .app: "renga.yml"
        case .buildpack: "buildpack"
        }
    }
}
