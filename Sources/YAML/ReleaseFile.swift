import Model

/// What `bin/release` of a classic buildpack prints: YAML, of which nothing has to be there.
package struct ReleaseFile: Hashable, Sendable {
    package static let bytesMax = 64 << 10
    private static let shownMax = 200

    /// In their order.
    package private(set) var types: [Procfile.Line] = []
    /// In words.
    package private(set) var ignored: [String] = []

    package static func read(_ bytes: [UInt8], file: String = "bin/release") throws(SourceError) -> ReleaseFile {
        var release = ReleaseFile()
        let source = SourceText(file: file, bytes: bytes)
        let reader = try NodeReader(try YAMLDocument.parse(bytes, file: file), in: source, known: nil, what: "what bin/release prints")
        for entry in reader.all where !entry.value.isNull {
            switch entry.key {
            case "default_process_types": try release.read(entry.value, in: source)
            case "addons": release.ignore("addons", entry.value, "there are no add-ons here")
            case "config_vars": release.ignore("config_vars", entry.value, "config:set sets config vars")
            default: continue
            }
        }
        return release
    }

    private mutating func read(_ node: YAMLNode, in source: SourceText) throws(SourceError) {
        let types = try NodeReader(node, in: source, known: nil, what: "`default_process_types`")
        for entry in types.all where !entry.value.isNull {
            guard NameRules.isProcessType(entry.key) else {
                throw source.error(line: entry.keyLine, column: entry.keyColumn, "`\(entry.key)` cannot be the name of a process type")
            }
            let command = try types.line(entry.value, entry.key)
            self.types.append(.init(type: entry.key, command: command, line: entry.keyLine))
        }
    }

    private mutating func ignore(_ key: String, _ node: YAMLNode, _ why: String) {
        let names: [String] =
            switch node.content {
            case .mapping(let entries): entries.map(\.key)
            case .list(let items): items.compactMap { if case .scalar(let text, _) = $0.content { text } else { nil } }
            case .scalar(let text, _): [text]
            }
        guard !names.isEmpty else { return }
        ignored.append("\(key) (\(names.joined(separator: ", ").prefix(Self.shownMax))): \(why)")
    }
}
