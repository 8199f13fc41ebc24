import Model

/// Which steps run, and what each of them sees.
struct StepPlanning {
    let tree: SourceTree
    let evidence: Evidence
    let environment: PlannedEnvironment

    func plan(_ buildpack: Buildpack, _ variables: [String: String]) throws(Failure) -> [PlannedStep] {
        var steps: [PlannedStep] = []
        for step in buildpack.parts.steps where try evidence.holds(step.when) {
            steps.append(
                PlannedStep(
                    name: step.name,
                    script: step.script,
                    patterns: step.inputs,
                    inputs: inputs(step.inputs),
                    caches: step.caches,
                    network: step.network,
                    config: step.config.sorted(),
                    environment: try environment.step(step, over: variables),
                    always: step.always
                )
            )
        }
        return steps
    }

    private func inputs(_ patterns: [String]?) -> [PlannedStep.Input] {
        let globs = patterns?.map { Glob($0) }
        return tree.entries.filter { entry in
            entry.kind != .submodule && globs?.contains { $0.covers(entry.path) } != false
        }.map { entry in
            PlannedStep.Input(
                path: entry.path,
                object: entry.kind == .file ? entry.object : "\(entry.object) \(entry.kind.rawValue)"
            )
        }
    }
}
