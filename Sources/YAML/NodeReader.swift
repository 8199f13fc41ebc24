import Model

/// Reads typed values out of a mapping, and says where it cannot.
package struct NodeReader {
    package let node: YAMLNode
    package let source: SourceText
    private let entries: [YAMLNode.Entry]

    /// - Parameters:
    ///   - known: all keys that may stand here; nil: any.
    ///   - what: what the mapping is, for errors: `a step`.
    package init(_ node: YAMLNode, in source: SourceText, known: [String]?, what: String) throws(SourceError) {
        self.node = node
        self.source = source
        switch node.content {
        case .mapping(let entries): self.entries = entries
        case .scalar where node.isNull: entries = []
        default:
            throw source.error(
                line: node.line,
                column: node.column,
                "\(what) must be a mapping (`key: value` lines), not \(node.kind)",
                hint: known.map { "its keys are \($0.joined(separator: ", "))" }
            )
        }
        guard let known else { return }
        for entry in entries where !known.contains(entry.key) {
            throw source.error(
                line: entry.keyLine,
                column: entry.keyColumn,
                "unknown key \"\(entry.key)\" in \(what)",
                hint: NearestWord.hint(for: entry.key, among: known)
            )
        }
    }

    /// Keys and values in the order of the file.
    package var all: [YAMLNode.Entry] { entries }

    /// The value of a key; nil where the key is not there or has no value.
    package func value(_ key: String) -> YAMLNode? {
        entries.first { $0.key == key && !$0.value.isNull }.map(\.value)
    }

    package func has(_ key: String) -> Bool { entries.contains { $0.key == key } }

    package func error(_ node: YAMLNode, _ message: String, hint: String? = nil) -> SourceError {
        source.error(line: node.line, column: node.column, message, hint: hint)
    }

    package func missing(_ key: String, _ what: String, hint: String? = nil) -> SourceError {
        error(node, "\(what) needs the key \"\(key)\"", hint: hint)
    }

    package func string(_ key: String) throws(SourceError) -> String? {
        guard let value = value(key) else { return nil }
        return try string(value, key)
    }

    package func string(_ value: YAMLNode, _ name: String) throws(SourceError) -> String {
        guard case .scalar(let text, _) = value.content, !value.isNull else {
            throw error(value, "`\(name)` must be a text, not \(value.kind)")
        }
        // What becomes of it, a word of a command line or of an environment, would end there.
        guard !text.utf8.contains(0) else { throw error(value, "`\(name)` has a NUL byte") }
        return text
    }

    package func list(_ key: String) throws(SourceError) -> [YAMLNode]? {
        guard let value = value(key) else { return nil }
        guard case .list(let items) = value.content else {
            let example = if case .scalar(let text, _) = value.content { text } else { "…" }
            throw error(value, "`\(key)` must be a list, not \(value.kind)", hint: "write [\(example)]")
        }
        return items
    }

    package func strings(_ key: String) throws(SourceError) -> [String]? {
        guard let items = try list(key) else { return nil }
        var texts: [String] = []
        for item in items { texts.append(try string(item, key)) }
        return texts
    }

    package func bool(_ key: String) throws(SourceError) -> Bool? {
        guard let value = value(key) else { return nil }
        switch value.content {
        case .scalar("true", plain: true): return true
        case .scalar("false", plain: true): return false
        default: throw error(value, "`\(key)` must be true or false")
        }
    }
}
