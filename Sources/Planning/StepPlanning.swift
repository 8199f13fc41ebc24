import Model

/// Which steps run, and what each of them sees.
struct StepPlanning {
    let tree: SourceTree
    let evidence: Evidence
    let environment: PlannedEnvironment
    let secrets: [String: Int]

    /// - Parameter exported: what each buildpack's steps find in their environment.
    func plan(_ buildpacks: [Buildpack], _ exported: [[String: String]]) throws(Failure) -> [PlannedStep] {
        var steps: [PlannedStep] = []
        for (buildpack, exported) in zip(buildpacks, exported) {
            let before = steps.map(\.name)
            for step in buildpack.parts.steps where try evidence.holds(step.when) {
                steps.append(
                    PlannedStep(
                        // What a step left the last time is found by its name.
                        name: before.contains(step.name) ? "\(step.name) (\(buildpack.name))" : step.name,
                        buildpack: buildpack.id,
                        script: step.script,
                        patterns: step.inputs,
                        inputs: try inputs(step.inputs),
                        caches: step.caches,
                        network: step.network,
                        config: step.config.sorted(),
                        environment: try environment.step(step, over: exported, secrets: secrets),
                        always: step.always,
                        processFile: step.processFile
                    )
                )
            }
        }
        return steps
    }

    private func inputs(_ patterns: [String]?) throws(Failure) -> [PlannedStep.Input] {
        let entries = try patterns.map { patterns throws(Failure) in try tree.inputs(patterns.map { Glob($0) }) }
        return (entries ?? tree.entries).map { entry in
            PlannedStep.Input(
                path: entry.path,
                object: entry.kind == .file ? entry.object : "\(entry.object) \(entry.kind.rawValue)"
            )
        }
    }
}
