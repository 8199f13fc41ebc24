import Model

/// Reads where values are written: a file, and how they stand there.
struct SourcesReader {
    private static let what = "a source of a value"
    private static let keys =
        ["file", "pattern", "required", "example", "value", "only", "rules", "when"] + StructuredFormat.allCases.map(\.rawValue)

    let source: SourceText

    func sources(_ nodes: [YAMLNode]) throws(SourceError) -> [ValueSource] {
        var sources: [ValueSource] = []
        for node in nodes { sources.append(try one(node)) }
        return sources
    }

    private func one(_ node: YAMLNode) throws(SourceError) -> ValueSource {
        let reader = try NodeReader(node, in: source, known: Self.keys, what: Self.what)
        guard let file = reader.value("file") else { throw reader.missing("file", Self.what) }
        let pattern = try reader.pattern("pattern")
        var places: [(key: String, place: ValueSource.Place)] = []
        for format in StructuredFormat.allCases {
            guard let path = try reader.string(format.rawValue) else { continue }
            places.append((format.rawValue, .path(path, in: format)))
        }
        guard places.count < 2 else {
            throw reader.error(node, "a source has either `\(places[0].key)` or `\(places[1].key)`, not both")
        }
        if places.isEmpty, let pattern { places.append(("pattern", .pattern(pattern))) }
        let form = try reader.string("value")
        var source = ValueSource(
            file: try reader.files(file, "file"),
            place: places.first?.place ?? (form == nil ? .firstLine : .name),
            form: form,
            isRequired: try reader.bool("required") ?? false,
            example: try reader.string("example")
        )
        if case .path? = places.first?.place { source.part = pattern }
        if let rules = reader.value("rules") { source.rules = try VersionFitReader(source: self.source).rules(rules, in: reader) }
        source.isOnly = try reader.bool("only") ?? false
        source.when = try ConditionReader(source: self.source).when(in: reader)
        return source
    }
}
