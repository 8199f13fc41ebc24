import Model

/// Reads conditions: mappings with exactly one of `any`, `all`, `not`, `file`, `contains`, `dependency`, `value`, `beside`, or a
/// format such as `json`.
struct ConditionReader {
    private static let keys =
        ["any", "all", "not", "file", "contains", "dependency", "value", "beside"] + StructuredFormat.allCases.map(\.rawValue)

    let source: SourceText

    /// The condition under `when`; always where there is none.
    func when(in reader: NodeReader) throws(SourceError) -> Condition {
        guard let node = reader.value("when") else {
            guard !reader.has("when") else { throw reader.error(reader.node, "`when` has no condition") }
            return .always
        }
        return try condition(node)
    }

    func condition(_ node: YAMLNode) throws(SourceError) -> Condition {
        let reader = try NodeReader(node, in: source, known: Self.keys, what: "a condition")
        guard let entry = reader.all.first, reader.all.count == 1 else {
            let second = reader.all.dropFirst().first
            throw source.error(
                line: second?.keyLine ?? node.line,
                column: second?.keyColumn ?? node.column,
                "a condition has exactly one of \(Self.keys.joined(separator: ", "))",
                hint: "join several with `all: [{…}, {…}]` or `any: [{…}, {…}]`"
            )
        }
        if let format = StructuredFormat(rawValue: entry.key) { return try value(entry.value, format) }
        switch entry.key {
        case "any": return .any(try conditions(reader, "any"))
        case "all": return .all(try conditions(reader, "all"))
        case "not": return .not(try condition(entry.value))
        case "file": return .file(try reader.files(entry.value, "file"))
        case "dependency": return .dependency(try names(entry.value, reader), of: source.file == RengaFile.fileName ? nil : source.home)
        case "value": return .known(Buildpack.Sight.qualified(try reader.line(entry.value, "value"), of: source.home))
        case "beside": return .beside(try reader.line(entry.value, "beside"))
        default: return try contains(entry.value)
        }
    }

    private func conditions(_ reader: NodeReader, _ key: String) throws(SourceError) -> [Condition] {
        guard let items = try reader.list(key), !items.isEmpty else {
            throw reader.error(reader.node, "`\(key)` needs a list of conditions")
        }
        var conditions: [Condition] = []
        for item in items { conditions.append(try condition(item)) }
        return conditions
    }

    /// One, or a list.
    private func names(_ node: YAMLNode, _ reader: NodeReader) throws(SourceError) -> [String] {
        let nodes = if case .list(let items) = node.content { items } else { [node] }
        var names: [String] = []
        for node in nodes { names.append(try reader.line(node, "dependency")) }
        guard !names.isEmpty else { throw reader.error(node, "`dependency` needs the name of a package") }
        return names
    }

    private func contains(_ node: YAMLNode) throws(SourceError) -> Condition {
        let reader = try NodeReader(node, in: source, known: ["file", "pattern"], what: "`contains`")
        guard let file = reader.value("file") else { throw reader.missing("file", "`contains`") }
        guard let pattern = try reader.pattern("pattern") else { throw reader.missing("pattern", "`contains`") }
        return .contains(file: try reader.files(file, "file"), pattern: pattern)
    }

    private func value(_ node: YAMLNode, _ format: StructuredFormat) throws(SourceError) -> Condition {
        let what = "`\(format.rawValue)`"
        let reader = try NodeReader(node, in: source, known: ["file", "path", "pattern"], what: what)
        guard let file = reader.value("file") else { throw reader.missing("file", what) }
        guard let path = try reader.string("path") else { throw reader.missing("path", what) }
        return .value(in: format, file: try reader.files(file, "file"), path: path, pattern: try reader.pattern("pattern"))
    }
}
