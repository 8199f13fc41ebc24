/// A piece of a YAML document, with the place where it stands.
package struct YAMLNode: Hashable, Sendable {
    package indirect enum Content: Hashable, Sendable {
        /// `plain` is false for quoted and block scalars, which are always text.
        case scalar(String, plain: Bool)
        case list([YAMLNode])
        case mapping([Entry])
    }

    package struct Entry: Hashable, Sendable {
        package let key: String
        package let keyLine: Int
        package let keyColumn: Int
        package let value: YAMLNode

        package init(key: String, keyLine: Int, keyColumn: Int, value: YAMLNode) {
            self.key = key
            self.keyLine = keyLine
            self.keyColumn = keyColumn
            self.value = value
        }
    }

    package let content: Content
    /// 1-based.
    package let line: Int
    /// 1-based, in Unicode scalars.
    package let column: Int

    package init(_ content: Content, line: Int, column: Int) {
        self.content = content
        self.line = line
        self.column = column
    }

    /// A key without a value, `~` and `null` all mean that nothing was said.
    package var isNull: Bool {
        guard case .scalar(let text, plain: true) = content else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(text)
    }

    /// With an article, for "expected a list, not …".
    package var kind: String {
        switch content {
        case .scalar: isNull ? "nothing" : "a text"
        case .list: "a list"
        case .mapping: "a mapping"
        }
    }
}
