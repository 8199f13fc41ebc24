import Model

/// A buildpack as a YAML file.
package enum BuildpackFile {
    private static let keys = ["name", "detect", "refuse", "warn"] + BuildpackParts.keys

    /// - Parameter file: as people know it, such as `buildpacks/python.yml`; the id is its last part without `.yml`.
    package static func read(_ bytes: [UInt8], file: String) throws(SourceError) -> Buildpack {
        let source = SourceText(file: file, bytes: bytes)
        let reader = try NodeReader(
            try YAMLDocument.parse(bytes, file: file),
            in: source,
            known: keys,
            what: "a buildpack"
        )
        let parts = BuildpackParts(reader: reader)
        guard let name = reader.value("name") else {
            throw reader.missing("name", "a buildpack", hint: "write `name: Python`, as it is shown in a push")
        }
        guard let detect = reader.value("detect") else {
            throw reader.missing(
                "detect",
                "a buildpack",
                hint: "write what its apps have, such as `detect: {file: Gemfile}`"
            )
        }
        var buildpack = Buildpack(
            id: try identifier(file, source),
            name: try parts.line(name, "name"),
            file: file,
            detect: try ConditionReader(source: source).condition(detect)
        )
        buildpack.refusals = try notices("refuse", reader)
        buildpack.warnings = try notices("warn", reader)
        buildpack.versions = try parts.versions()
        buildpack.buildPackages = try parts.packages("build")
        buildpack.runPackages = try parts.packages("run")
        buildpack.steps = try StepReader(parts: parts).steps()
        buildpack.environment = try parts.environment("env")
        buildpack.processes = try parts.processes()
        return buildpack
    }

    private static func identifier(_ file: String, _ source: SourceText) throws(SourceError) -> String {
        let last = file.split(separator: "/").last.map(String.init) ?? file
        let id = last.hasSuffix(".yml") ? String(last.dropLast(4)) : last
        guard NameRules.isIdentifier(id), id != Buildpack.none.id, id != "order" else {
            throw source.error(line: 1, column: 1, "`\(last)` cannot be the name of a buildpack's file")
        }
        return id
    }

    private static func notices(_ key: String, _ reader: NodeReader) throws(SourceError) -> [Buildpack.Notice] {
        var notices: [Buildpack.Notice] = []
        for item in try reader.list(key) ?? [] {
            let notice = try NodeReader(item, in: reader.source, known: ["when", "message", "hint"], what: "`\(key)`")
            guard let message = try notice.string("message") else { throw notice.missing("message", "`\(key)`") }
            notices.append(
                .init(
                    when: try ConditionReader(source: reader.source).when(in: notice),
                    message: message.trimmed,
                    hint: try notice.string("hint")?.trimmed
                )
            )
        }
        return notices
    }
}
