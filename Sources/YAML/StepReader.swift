import Model

/// Reads the `steps` of a buildpack.
struct StepReader {
    private static let keys = [
        "name", "when", "inputs", "caches", "network", "config", "env", "always", "run",
    ]
    private static let scriptBytesMax = 64 << 10

    let parts: BuildpackParts

    func steps() throws(SourceError) -> [Buildpack.Step] {
        var steps: [Buildpack.Step] = []
        for node in try parts.reader.list("steps") ?? [] {
            let step = try step(node)
            // Two steps of one name are fine only where their conditions are there to choose between them.
            if step.when == .always, steps.contains(where: { $0.name == step.name && $0.when == .always }) {
                throw parts.reader.error(
                    node,
                    "there is a step named `\(step.name)` before this one",
                    hint: "give it another name"
                )
            }
            steps.append(step)
        }
        return steps
    }

    private func step(_ node: YAMLNode) throws(SourceError) -> Buildpack.Step {
        let reader = try NodeReader(node, in: parts.reader.source, known: Self.keys, what: "a step")
        guard let name = reader.value("name") else { throw reader.missing("name", "a step") }
        guard let run = reader.value("run") else {
            throw reader.missing("run", "a step", hint: "write `run: |` and a bash script below it")
        }
        let script = try reader.string(run, "run")
        guard script.utf8.count <= Self.scriptBytesMax, !script.utf8.contains(0) else {
            throw reader.error(
                run,
                "a script has at most \(Self.scriptBytesMax) bytes",
                hint: "move it into a file of the app"
            )
        }
        var step = Buildpack.Step(name: try parts.line(name, "name"), script: script)
        step.when = try ConditionReader(source: reader.source).when(in: reader)
        step.inputs = try reader.globs("inputs")
        step.caches = try reader.names("caches", NameRules.isIdentifier, "the name of a cache")
        step.network = try reader.bool("network") ?? false
        step.config = try reader.names(
            "config",
            { $0 == "*" || NameRules.isVariable($0) },
            "the name of a config var, or \"*\""
        )
        step.environment = try parts.environment("env", in: reader)
        step.always = try reader.bool("always") ?? false
        return step
    }
}
