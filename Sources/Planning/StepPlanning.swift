import Model

/// Which steps run, and what each of them sees.
struct StepPlanning {
    let tree: SourceTree
    let evidence: Evidence
    let environment: PlannedEnvironment
    let secrets: [String: Int]

    /// - Parameter exported: what each buildpack's steps find in their environment.
    func plan(_ buildpacks: [Buildpack], _ exported: [[String: String]]) throws(Failure) -> [PlannedStep] {
        var steps: [[PlannedStep]] = []
        var whole: [PlannedStep.Input]?
        for (buildpack, exported) in zip(buildpacks, exported) {
            let before = steps.joined().map(\.name)
            var own: [PlannedStep] = []
            for step in buildpack.parts.steps where try evidence.holds(step.when) {
                if step.inputs == nil, whole == nil { whole = GatheredInputs.of(tree.entries.map(Self.input)) }
                var planned = PlannedStep(
                    // What a step left the last time is found by its name.
                    name: before.contains(step.name) ? "\(step.name) (\(buildpack.name))" : step.name,
                    buildpack: buildpack.id,
                    script: step.script,
                    patterns: step.inputs,
                    inputs: try step.inputs.map(inputs) ?? whole ?? [],
                    caches: step.caches,
                    network: step.network,
                    config: step.config.sorted(),
                    environment: try buildpack.classic == nil
                        ? environment.step(step, over: exported, secrets: secrets) : environment.classic(over: exported),
                    own: try ownNames(step),
                    always: step.always,
                    processFile: step.processFile
                )
                planned.classic = buildpack.classic
                planned.alone = step.alone ? true : nil
                planned.prepare = step.prepare
                own.append(planned)
            }
            steps.append(own)
        }
        // What a classic buildpack leaves and exports is there for all that comes after it, so that nothing goes before it.
        var all: [PlannedStep] = []
        var beside: [[PlannedStep]] = []
        for (buildpack, steps) in zip(buildpacks, steps) {
            guard buildpack.classic != nil else {
                beside.append(steps)
                continue
            }
            all += Self.ordered(beside) + steps
            beside = []
        }
        return all + Self.ordered(beside)
    }

    /// What each buildpack does first with a few files, as installing what is locked, comes before what sees the whole tree: any
    /// change would else install everything behind such a step again.
    private static func ordered(_ steps: [[PlannedStep]]) -> [PlannedStep] {
        let leading = steps.map { $0.prefix { !$0.seesWholeTree } }
        let rest = zip(steps, leading).map { $0.dropFirst($1.count) }
        return Array(leading.joined()) + Array(rest.joined())
    }

    /// Variables that are set here: one whose condition does not hold keeps no config var away.
    private func ownNames(_ step: Buildpack.Step) throws(Failure) -> [String] {
        var names: Set<String> = []
        for variable in step.environment where try evidence.holds(variable.when) { names.insert(variable.name) }
        return names.sorted()
    }

    private func inputs(_ patterns: [String]) throws(Failure) -> [PlannedStep.Input] {
        var globs: [Glob] = []
        for pattern in patterns { globs += try pattern.hasPrefix("@") ? evidence.paths(pattern).map { Glob($0) } : [Glob(pattern)] }
        return try tree.inputs(globs).map(Self.input)
    }

    private static func input(_ entry: SourceTree.Entry) -> PlannedStep.Input {
        PlannedStep.Input(
            path: entry.path,
            object: entry.kind == .file ? entry.object : "\(entry.object) \(entry.kind.rawValue)"
        )
    }
}
