import Model

/// Works out variables, each with those before it.
struct PlannedEnvironment {
    let evidence: Evidence
    let stack: String
    let build: [String: String]

    /// What dynos find, over which config vars go.
    func dyno(_ variables: [Buildpack.Variable]) throws(Failure) -> [String: String] {
        let base = BuildEnvironment.base(stack: stack)
        return try add(variables, to: Dictionary(base.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 }))
    }

    /// What a step finds: what dynos find, the caches, the step's own variables, and over them the installation's.
    func step(_ step: Buildpack.Step, over dyno: [String: String]) throws(Failure) -> [String: String] {
        var values = dyno
        values["CACHE_DIR"] = BuildEnvironment.caches
        values = try add(step.environment, to: values)
        return values.merging(build) { $1 }
    }

    private func add(_ variables: [Buildpack.Variable], to values: [String: String]) throws(Failure) -> [String: String] {
        var values = values
        for variable in variables {
            if let found = try evidence.value(from: variable.sources) {
                values[variable.name] = found.text
            } else {
                values[variable.name] = try Expansion.expand(variable.value, variable: variable.name, with: values)
            }
        }
        return values
    }
}
