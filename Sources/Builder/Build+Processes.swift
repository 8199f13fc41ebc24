import Linux
import Model
import Planning
import Sandbox

/// Process types that steps have found out.
extension Build {
    /// The plan with what its steps say: each in a file of its result, of few bytes and in the form of a Procfile. A step that
    /// left none has none.
    func addProcesses(to plan: BuildPlan, _ layers: BuiltLayers) throws -> BuildPlan {
        guard !plan.processesAreKnown else { return plan }
        var complete = plan
        for (step, layer) in zip(plan.steps, layers.steps) {
            guard let path = step.processFile else { continue }
            let tree = try GuardedDirectory.open(workshop.store.path(layer.key))
            if step.classic != nil {
                let said = try result(of: layer.key)
                // It may have left the app's own alone.
                let file = tree.has("app/\(path)") ? try StepProcesses(step: step.name, path: path).read(in: tree) : nil
                complete = complete.adding(procfile: file, defaults: said.release.types, of: step)
                continue
            }
            complete = complete.adding(try StepProcesses(step: step.name, path: path).read(in: tree), of: step)
        }
        if let objection = complete.objection {
            throw Failure(.refused, "the process types that the steps of the build say cannot be taken: \(objection)")
        }
        if let warning = complete.nothingRuns { transcript.warning(warning.message, hint: warning.hint) }
        return complete
    }
}
