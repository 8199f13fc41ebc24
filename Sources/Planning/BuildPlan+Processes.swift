import Model

/// Process types that are known only once a step has run.
extension BuildPlan {
    /// Whether `processes` has all of them already; else steps that ran say more.
    package var processesAreKnown: Bool { steps.allSatisfy { $0.processFile == nil } }

    /// The plan with what a step says.
    package func adding(_ said: [Procfile.Line], of step: PlannedStep) -> BuildPlan {
        var types = ProcessTypes(processes, of: buildpacks)
        for line in said { types.add(line.type, line.command, .buildpack, of: step.buildpack) }
        var plan = self
        plan.processes = types.all
        return plan
    }

    /// The plan with what a classic buildpack leaves: a Procfile that it wrote, which counts in place of the app's own, and the types
    /// that it says.
    package func adding(procfile: [Procfile.Line]?, defaults: [Procfile.Line], of step: PlannedStep) -> BuildPlan {
        guard let procfile else { return adding(defaults, of: step) }
        var plan = self
        // First, since the app's own would have kept out what it says no more.
        plan.processes.removeAll { $0.source == .procfile }
        plan = plan.adding(defaults, of: step)
        var types = ProcessTypes(plan.processes, of: buildpacks)
        for line in procfile { types.add(line.type, line.command, .procfile) }
        plan.processes = types.all
        return plan
    }

    /// Of an app of which no dyno can be started. One of workers alone is an app as well.
    package var nothingRuns: Warning? {
        guard dynoTypes.isEmpty else { return nil }
        return Warning(
            message: "no process types are declared: nothing will run",
            hint: "add a line to Procfile such as `web: \(exampleOfWeb)`, which listens on 0.0.0.0:$PORT"
        )
    }

    /// A command in the language of the app.
    package var exampleOfWeb: String { buildpacks.reversed().lazy.compactMap(\.example).first ?? "COMMAND" }
}
