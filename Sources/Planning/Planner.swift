import Model

/// Decides a build: pure, from the tree and the files of the installation.
package struct Planner {
    /// What a plan depends on besides the tree.
    package struct Settings: Sendable {
        package var stacks: [StackDefinition]
        /// Of apps that choose none.
        package var defaultStack: String
        /// What the app was set to, if anybody did.
        package var stack: String?
        package var buildpacks: [Buildpack]
        /// Ids, in order of detection.
        package var order: [String]
        /// A buildpack that the app was set to, by id.
        package var buildpack: String?
        /// Toolchain to version, as of the last success.
        package var pinned: [String: String] = [:]
        /// Of every step, from `build.environment` in the configuration.
        package var buildEnvironment: [String: String] = [:]

        package init(stacks: [StackDefinition], defaultStack: String, buildpacks: [Buildpack], order: [String]) {
            self.stacks = stacks
            self.defaultStack = defaultStack
            self.buildpacks = buildpacks
            self.order = order
        }
    }

    let tree: SourceTree
    let settings: Settings
    let files: AppFiles
    let evidence: Evidence

    /// - Parameters:
    ///   - tree: as it was pushed; `.slugignore` is applied here.
    ///   - rengaFile: the app's `renga.yml`, if it has one; the caller reads it, since YAML is not for planning.
    package static func plan(_ pushed: SourceTree, rengaFile: RengaFile?, settings: Settings) throws(Failure) -> BuildPlan {
        let files = try AppFiles(pushed, rengaFile: rengaFile)
        let tree = pushed.filtered { !files.slugIgnore.ignores($0.path) }
        let planner = Planner(tree: tree, settings: settings, files: files, evidence: Evidence(tree: tree))
        var plan = try planner.plan()
        plan.ignored = pushed.entries.map(\.path).filter(files.slugIgnore.ignores)
        return plan
    }

    private func plan() throws(Failure) -> BuildPlan {
        var notes = files.notes
        let detection = try BuildpackChoice(evidence: evidence, settings: settings, files: files).choose(&notes)
        let stack = try chooseStack(&notes)
        let buildpack = files.rengaFile.over(detection.buildpack)
        for refusal in detection.buildpack.refusals where try evidence.holds(refusal.when) {
            throw Failure(.refused, refusal.message, hint: refusal.hint)
        }
        let choice = VersionChoice(stack: stack, stacks: settings.stacks, pinned: settings.pinned, evidence: evidence)
        var versions: [ChosenVersion] = []
        for rule in buildpack.parts.versions { versions.append(try choice.choose(rule)) }
        let environment = PlannedEnvironment(evidence: evidence, stack: stack.name, build: settings.buildEnvironment)
        let variables = try environment.dyno(buildpack.parts.environment)
        let processes = try planProcesses(detection.buildpack)
        return BuildPlan(
            stack: stack.name,
            buildpack: .init(id: buildpack.id, name: buildpack.name, file: buildpack.file),
            detected: detection.reasons,
            versions: versions,
            buildPackages: try packages(buildpack.parts.buildPackages),
            runPackages: try packages(buildpack.parts.runPackages),
            steps: try StepPlanning(tree: tree, evidence: evidence, environment: environment).plan(
                buildpack,
                variables
            ),
            processes: processes,
            environment: variables,
            healthcheck: files.rengaFile.healthcheck,
            formation: files.appJSON.formation,
            requiredConfig: files.appJSON.requiredConfig,
            notes: notes,
            warnings: try warnings(buildpack, processes),
            ignored: []
        )
    }

    private func chooseStack(_ notes: inout [String]) throws(Failure) -> StackDefinition {
        let names = settings.stacks.map(\.name)
        if let name = files.appJSON.stack, files.rengaFile.stack == nil, settings.stack == nil, !names.contains(name) {
            notes.append("app.json names the stack \(name), which is not here: \(settings.defaultStack) is used")
        }
        let manifest = files.appJSON.stack.flatMap { names.contains($0) ? $0 : nil }
        let name = files.rengaFile.stack ?? settings.stack ?? manifest ?? settings.defaultStack
        guard let stack = settings.stacks.first(where: { $0.name == name }) else {
            throw Failure(
                .refused,
                "there is no stack `\(name)`" + (files.rengaFile.stack == nil ? "" : ", which renga.yml chooses"),
                hint: NearestWord.to(name, among: names).map { "did you mean \"\($0)\"?" }
                    ?? "the stacks here are \(names.sorted().joined(separator: ", "))"
            )
        }
        return stack
    }

    private func packages(_ rules: [Buildpack.PackageRule]) throws(Failure) -> [String] {
        var names: Set<String> = []
        for rule in rules where try evidence.holds(rule.when) { names.formUnion(rule.names) }
        return names.sorted()
    }

    /// The Procfile goes over renga.yml, which goes over the buildpack, type by type.
    private func planProcesses(_ buildpack: Buildpack) throws(Failure) -> [PlannedProcess] {
        var processes: [PlannedProcess] = []
        func add(_ process: PlannedProcess) {
            if !processes.contains(where: { $0.type == process.type }) { processes.append(process) }
        }
        for line in files.procfile?.lines ?? [] {
            add(.init(type: line.type, command: line.command, source: .procfile))
        }
        let declared: [([Buildpack.ProcessRule], PlannedProcess.Source)] = [
            (files.rengaFile.parts.processes, .app), (buildpack.parts.processes, .buildpack),
        ]
        for (rules, source) in declared {
            for rule in rules {
                for choice in rule.choices where try evidence.holds(choice.when) {
                    add(.init(type: rule.type, command: choice.command, source: source))
                    break
                }
            }
        }
        return processes
    }

    private func warnings(_ buildpack: Buildpack, _ processes: [PlannedProcess]) throws(Failure) -> [BuildPlan.Warning] {
        var warnings: [BuildPlan.Warning] = []
        for notice in buildpack.warnings where try evidence.holds(notice.when) {
            warnings.append(.init(message: notice.message, hint: notice.hint))
        }
        let submodules = tree.entries.filter { $0.kind == .submodule }.map(\.path)
        if !submodules.isEmpty {
            let (what, whose) = submodules.count == 1 ? ("is a submodule", "its") : ("are submodules", "their")
            warnings.append(
                .init(
                    message:
                        "\(submodules.map { "`\($0)`" }.joined(separator: ", ")) \(what): \(whose) files are not part of a push",
                    hint: "add the files themselves (`git subtree add`), or let a step or a package manager fetch them"
                )
            )
        }
        // An app of workers alone is one as well.
        if !processes.contains(where: { $0.type != "release" }) {
            warnings.append(
                .init(
                    message: "no process types are declared: nothing will run",
                    hint: "add a line to Procfile such as `web: gunicorn app:app`, which listens on 0.0.0.0:$PORT"
                )
            )
        }
        return warnings
    }
}
