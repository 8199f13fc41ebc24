import Model

/// Works out variables, each with those before it.
struct PlannedEnvironment {
    let evidence: Evidence
    let stack: String
    /// Its name for classic buildpacks.
    let heroku: String
    let build: [String: String]
    let toolchains: [ToolchainChoice]

    /// What each buildpack's steps find: what it and those before it export, and renga.yml's over that. The last is what
    /// dynos find as well, over which config vars go.
    func exported(_ buildpacks: [Buildpack], _ app: [Buildpack.Variable]) throws(Failure) -> [[String: String]] {
        var values = Dictionary(BuildEnvironment.base(stack: stack).map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
        // The first of them is the first in the PATH.
        for toolchain in toolchains.reversed() {
            for variable in toolchain.environment(over: values["PATH"] ?? "") { values[variable.name] = variable.value }
        }
        var all: [[String: String]] = []
        for (index, buildpack) in buildpacks.enumerated() {
            values = try add(buildpack.parts.environment, to: values)
            let isLast = index == buildpacks.count - 1
            all.append(try isLast ? add(app, to: values) : addKnown(app, to: values))
        }
        return all
    }

    /// Secrets that the app has, by the number of their bytes. Dynos find them; nobody who plans or builds does.
    func secrets(_ buildpacks: [Buildpack], _ app: [Buildpack.Variable]) throws(Failure) -> [String: Int] {
        var secrets: [String: Int] = [:]
        for variable in buildpacks.flatMap(\.parts.environment) + app where try evidence.holds(variable.when) {
            secrets[variable.name] = variable.secretBytes
        }
        return secrets
    }

    /// What a step finds: what its buildpack exports, the caches, the step's own variables, and over them the installation's.
    ///
    /// - Parameter secrets: in place of them it finds as many zeros, so that programs load which look for them.
    func step(_ step: Buildpack.Step, over exported: [String: String], secrets: [String: Int]) throws(Failure) -> [String: String] {
        var values = exported.merging(secrets.mapValues { String(repeating: "00", count: $0) }) { $1 }
        values["CACHE_DIR"] = BuildEnvironment.caches
        values = try add(step.environment, to: values)
        return values.merging(build) { $1 }
    }

    /// What a classic buildpack finds: its caches have a place of their own, and secrets are nobody's business who builds.
    func classic(over exported: [String: String]) -> [String: String] {
        exported.merging(["STACK": heroku]) { $1 }.merging(build) { $1 }
    }

    private func add(_ variables: [Buildpack.Variable], to values: [String: String]) throws(Failure) -> [String: String] {
        var values = values
        for variable in variables where try evidence.holds(variable.when) {
            values[variable.name] = variable.secretBytes == nil ? try value(of: variable, values) : nil
        }
        return values
    }

    /// Without those that use what only a later buildpack sets.
    private func addKnown(_ variables: [Buildpack.Variable], to values: [String: String]) -> [String: String] {
        var values = values
        for variable in variables {
            // What is wrong for the last buildpack as well is said there.
            values = (try? add([variable], to: values)) ?? values
        }
        return values
    }

    private func value(of variable: Buildpack.Variable, _ values: [String: String]) throws(Failure) -> String {
        let found = try evidence.value(from: variable.sources, what: "a value of \(variable.name)", example: variable.value)
        if let found { return found.text }
        return try Expansion.expand(variable.value, variable: variable.name, with: values)
    }
}
