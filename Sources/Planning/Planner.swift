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
        /// Buildpacks that the app was set to, in order; none: its files decide.
        package var chosen: [BuildpackReference] = []
        /// Who has set them.
        package var chosenBy = "the app's setting"
        /// Folders of classic buildpacks in the installation, by name.
        package var folders: [String] = []
        /// The app's own buildpack at the last success, by id: the last of them; nil where there is none yet.
        package var usual: String?
        /// Toolchain to version, as of the last success.
        package var pinned: [String: String] = [:]
        /// Nothing was deployed of it yet: what app.json wants is done now and never again.
        package var isFirst = true
        /// The folder of a repository that the tree is; nil: all of it.
        package var folder: AppFolder?
        /// Of app.json's `environments`; nil: none of them.
        package var environment: String?
        /// `.gitmodules` of the repository, where the tree is a folder of it.
        package var modules: [UInt8]?
        /// Of every step, from `build.environment` in the configuration.
        package var buildEnvironment: [String: String] = [:]
        package var toolchains: [Toolchain] = []
        /// Publishers' lists, by the names of their files.
        package var lists: [String: [UInt8]] = [:]
        /// Toolchains of which nobody can look for more; nil: all.
        package var settled: Set<String>?
        /// Debian's word for the machine's.
        package var architecture = Toolchain.architecture

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
    private(set) var evidence: Evidence
    let submodules: SubmodulePlanning

    /// - Parameters:
    ///   - tree: as it was pushed; `.slugignore` is applied here.
    ///   - rengaFile: the app's `renga.yml`, if it has one; the caller reads it, since YAML is not for planning.
    package static func plan(_ pushed: SourceTree, rengaFile: RengaFile?, settings: Settings) throws(Failure) -> BuildPlan {
        let files = try AppFiles(pushed, rengaFile: rengaFile, environment: settings.environment)
        let ignored = files.slugIgnore.ignored(pushed.entries.map(\.path))
        let tree = pushed.without(Set(ignored))
        var modules = settings.modules
        if modules == nil { modules = try pushed.contents(GitModules.fileName) }
        let submodules = SubmodulePlanning(tree: tree, modules: GitModules(modules ?? []), folder: settings.folder)
        let evidence = Evidence(tree: tree, buildpacks: settings.buildpacks)
        var planner = Planner(tree: tree, settings: settings, files: files, evidence: evidence, submodules: submodules)
        var plan = try planner.plan()
        plan.ignored = ignored
        return plan
    }

    private mutating func plan() throws(Failure) -> BuildPlan {
        var notes = files.notes
        var walls = Walls()
        if let fault = files.fault { walls.add(fault) }
        walls.attempt { () throws(Failure) in
            try BuildpackNames(in: RengaFile.fileName, among: settings.buildpacks).check(files.rengaFile.parts)
        }
        let choice = walls.attempt { () throws(Failure) in
            try BuildpackChoice(evidence: evidence, settings: settings, files: files).choose(&notes)
        }
        let stack = walls.attempt { () throws(Failure) in try chooseStack(&notes) }
        guard let choice, let stack else { throw walls.failure() ?? Failure(.internal, "nothing was chosen, and nothing said why") }
        let detections = choice.detections
        evidence.main = detections.last?.buildpack.id
        let buildpacks = files.rengaFile.over(detections.map(\.buildpack))
        refuse(buildpacks, &walls)
        notes += walls.attempt { () throws(Failure) in try ForeignFiles(tree: tree).notes() } ?? []
        var missing = Walls()
        let choices = chooseVersions(buildpacks, stack, &missing)
        missing.all.forEach { walls.add($0) }
        let planned = detections.map(PlannedBuildpack.init)
        var last = Walls()
        let plan = last.attempt { () throws(Failure) in
            let environment = PlannedEnvironment(
                evidence: evidence,
                stack: stack.name,
                heroku: stack.heroku ?? stack.name,
                build: settings.buildEnvironment,
                toolchains: choices
            )
            let exported = try environment.exported(buildpacks, files.rengaFile.parts.environment)
            let secrets = try environment.secrets(buildpacks, files.rengaFile.parts.environment)
            let steps = try StepPlanning(tree: tree, evidence: evidence, environment: environment, secrets: secrets)
                .plan(buildpacks, exported)
            // A buildpack of programs that reads it takes more than names, and would have them a second time.
            let isTaken = planned.contains { $0.classic?.readsAptfile == true }
            let wanted = try isTaken ? (names: [], warnings: []) : ForeignFiles(tree: tree).packages()
            var plan = BuildPlan(
                stack: stack.name,
                buildpacks: planned,
                versions: choices.map(\.version),
                toolchains: try PackagePlanning(evidence: evidence, choices: choices, own: files.rengaFile.parts)
                    .plan(buildpacks, more: wanted.names),
                submodules: try submodules.plan(),
                steps: steps,
                processes: try planProcesses(buildpacks, planned),
                environment: exported.last ?? [:],
                healthcheck: files.rengaFile.healthcheck ?? files.appJSON.checks.startup,
                formation: settings.isFirst ? files.appJSON.formation : [:],
                requiredConfig: files.appJSON.requiredConfig,
                first: settings.isFirst ? FirstDeploy(files.appJSON, stack: stack.name) : nil,
                notes: notes,
                warnings: try files.warnings + wanted.warnings + warnings(buildpacks) + misfits(buildpacks, choices),
                ignored: []
            )
            plan.chosen = choice.list
            plan.using = choice.using
            plan.packageFiles = packageFiles(wanted.names)
            plan.steady = files.appJSON.checks.steady
            if !files.appJSON.checks.others.isEmpty { plan.checks = files.appJSON.checks.others }
            if !files.appJSON.cron.isEmpty { plan.cron = files.appJSON.cron }
            if settings.environment == AppJSON.review { plan.predestroy = files.appJSON.predestroy }
            if !files.appJSON.checks.unmet.isEmpty {
                let unmet = files.appJSON.checks.unmet.prefix(5).joined(separator: "; ")
                plan.warnings.append(
                    .init(
                        message: "app.json: healthchecks: what is not looked at: \(unmet)",
                        hint:
                            "of `startup` and `liveness` these are: `path`, `command`, `listening`, `uptime`, `wait`, `timeout`, `attempts`"
                    )
                )
            }
            plan.secrets = secrets
            plan.open = choices.filter(\.isOpen).map(\.version.toolchain)
            if planned.contains(where: { $0.id == "nodejs" }), let package = try evidence.document("package.json", .json) {
                plan.warnings += PrunedTools(package).warnings(plan.processes)
            }
            return plan
        }
        // What is made with a toolchain that is not there is no news.
        if missing.all.isEmpty { last.all.forEach { walls.add($0) } }
        // Where the Procfile cannot be read, nobody knows.
        let nothingRuns = files.fault == nil ? plan.flatMap { $0.processesAreKnown ? $0.nothingRuns : nil } : nil
        if let failure = walls.failure(and: nothingRuns) { throw failure }
        guard var plan else { throw Failure(.internal, "there is no plan, and nothing said why") }
        if let nothingRuns { plan.warnings.append(nothingRuns) }
        return plan
    }

    /// Where somebody corrects a name that the stack does not have.
    private func packageFiles(_ ofAptfile: [String]) -> [String: BuildPlan.PackageFile]? {
        var files = Dictionary(uniqueKeysWithValues: ofAptfile.map { ($0, BuildPlan.PackageFile.aptfile) })
        let own = self.files.rengaFile.parts
        for name in (own.buildPackages + own.runPackages).flatMap(\.names) { files[name] = .rengaFile }
        return files.isEmpty ? nil : files
    }

    private func refuse(_ buildpacks: [Buildpack], _ walls: inout Walls) {
        for refusal in buildpacks.flatMap(\.refusals) {
            let reasons = walls.attempt { () throws(Failure) in try evidence.reasons(for: refusal.when) }
            guard let reasons = reasons ?? nil else { continue }
            walls.add(Failure(.refused, refusal.message, hint: refusal.hint, detail: reasons))
        }
    }

    /// A toolchain that two buildpacks want is chosen once, by the first of them.
    private func chooseVersions(_ buildpacks: [Buildpack], _ stack: StackDefinition, _ walls: inout Walls) -> [ToolchainChoice] {
        var rules: [Buildpack.VersionRule] = []
        for rule in buildpacks.flatMap(\.parts.versions) where !rules.contains(where: { $0.toolchain == rule.toolchain }) {
            rules.append(rule)
        }
        let choice = VersionChoice(
            stack: stack,
            stacks: settings.stacks,
            rules: rules,
            pinned: settings.pinned,
            evidence: evidence,
            toolchains: settings.toolchains,
            lists: settings.lists,
            architecture: settings.architecture,
            settled: settings.settled ?? Set(settings.toolchains.map(\.name))
        )
        var choices: [ToolchainChoice] = []
        for rule in rules {
            if let chosen = walls.attempt({ () throws(Failure) in try choice.choose(rule) }) { choices.append(chosen) }
        }
        return choices
    }

    /// What the app's files say that does not go with the versions that are chosen.
    private func misfits(_ buildpacks: [Buildpack], _ choices: [ToolchainChoice]) throws(Failure) -> [BuildPlan.Warning] {
        var warnings = choices.compactMap(\.wide)
        for rule in buildpacks.flatMap(\.parts.versions) {
            guard let chosen = choices.first(where: { $0.version.toolchain == rule.toolchain })?.version else { continue }
            warnings += try VersionFits(rule.fits.filter { $0.warning != nil }, evidence).warnings(of: chosen.version)
        }
        return warnings
    }

    private func chooseStack(_ notes: inout [String]) throws(Failure) -> StackDefinition {
        let names = settings.stacks.map(\.name)
        if settings.isFirst, let name = files.appJSON.stack, files.rengaFile.stack == nil, settings.stack == nil, !names.contains(name) {
            notes.append("app.json names the stack \(name), which is not here: \(settings.defaultStack) is used")
        }
        let manifest = settings.isFirst ? files.appJSON.stack.flatMap { names.contains($0) ? $0 : nil } : nil
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

    private func planProcesses(_ buildpacks: [Buildpack], _ planned: [PlannedBuildpack]) throws(Failure) -> [PlannedProcess] {
        var types = ProcessTypes(of: planned)
        for line in files.procfile?.lines ?? [] { types.add(line.type, line.command, .procfile) }
        for rule in files.rengaFile.parts.processes {
            if let command = try command(of: rule) { types.add(rule.type, command, .app) }
        }
        for buildpack in buildpacks {
            for rule in buildpack.parts.processes where !types.isSaidByApp(rule.type) {
                if let command = try command(of: rule) { types.add(rule.type, command, .buildpack, of: buildpack.id) }
            }
        }
        return types.all
    }

    private func command(of rule: Buildpack.ProcessRule) throws(Failure) -> String? {
        for choice in rule.choices where try evidence.holds(choice.when) { return try filled(choice.command) }
        return nil
    }

    /// With the values that it names, each as a word of a shell.
    private func filled(_ command: String) throws(Failure) -> String {
        try Buildpack.Sight.filled(command) { name throws(Failure) in
            if let value = try evidence.value(named: name) { return ShellQuoting.quote(value.text) }
            throw Failure(
                .invalid,
                "the command `\(command)` uses `{{\(name)}}`, and there is no such value",
                hint: "ask for it in the command's condition: `when: {value: NAME}`"
            )
        }
    }

    private func warnings(_ buildpacks: [Buildpack]) throws(Failure) -> [BuildPlan.Warning] {
        var warnings: [BuildPlan.Warning] = []
        for notice in buildpacks.flatMap(\.warnings) where try evidence.holds(notice.when) {
            var warning = BuildPlan.Warning(message: notice.message, hint: notice.hint)
            if !notice.unless.isEmpty { warning.unset = notice.unless }
            if notice.isOfStorage { warning.isOfStorage = true }
            if let writes = notice.writes { warning.path = writes.hasPrefix("$") ? writes : try evidence.value(named: writes)?.text }
            warnings.append(warning)
        }
        if let buildpack = buildpacks.last { warnings += try evidence.followFaults(of: buildpack.id).map(\.warning) }
        if let folder = settings.folder { warnings += try tree.linksOut(of: folder) }
        for fault in tree.linkFaults { warnings.append(.init(message: fault.message, hint: fault.hint)) }
        warnings += try submodules.warnings + LargeFilePointers(tree: tree).warnings
        return warnings
    }
}
