import Model

/// Works out variables, each with those before it.
struct PlannedEnvironment {
    let evidence: Evidence
    let stack: String
    let build: [String: String]

    /// What each buildpack's steps find: what it and those before it export, and renga.yml's over that. The last is what
    /// dynos find as well, over which config vars go.
    func exported(_ buildpacks: [Buildpack], _ app: [Buildpack.Variable]) throws(Failure) -> [[String: String]] {
        var values = Dictionary(BuildEnvironment.base(stack: stack).map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
        var all: [[String: String]] = []
        for (index, buildpack) in buildpacks.enumerated() {
            values = try add(buildpack.parts.environment, to: values)
            let isLast = index == buildpacks.count - 1
            all.append(try isLast ? add(app, to: values) : addKnown(app, to: values))
        }
        return all
    }

    /// What a step finds: what its buildpack exports, the caches, the step's own variables, and over them the installation's.
    func step(_ step: Buildpack.Step, over exported: [String: String]) throws(Failure) -> [String: String] {
        var values = exported
        values["CACHE_DIR"] = BuildEnvironment.caches
        values = try add(step.environment, to: values)
        return values.merging(build) { $1 }
    }

    private func add(_ variables: [Buildpack.Variable], to values: [String: String]) throws(Failure) -> [String: String] {
        var values = values
        for variable in variables { values[variable.name] = try value(of: variable, values) }
        return values
    }

    /// Without those that use what only a later buildpack sets.
    private func addKnown(_ variables: [Buildpack.Variable], to values: [String: String]) -> [String: String] {
        var values = values
        for variable in variables {
            // What is wrong for the last buildpack as well is said there.
            guard let value = try? value(of: variable, values) else { continue }
            values[variable.name] = value
        }
        return values
    }

    private func value(of variable: Buildpack.Variable, _ values: [String: String]) throws(Failure) -> String {
        let found = try evidence.value(from: variable.sources, what: "a value of \(variable.name)", example: variable.value)
        if let found { return found.text }
        return try Expansion.expand(variable.value, variable: variable.name, with: values)
    }
}
