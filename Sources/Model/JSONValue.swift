/// A JSON document as its author wrote it, with the place of every value.
package struct JSONValue: Hashable, Sendable {
    package enum Content: Hashable, Sendable {
        case null
        case bool(Bool)
        /// As written: no digit is lost.
        case number(String)
        case string(String)
        case array([JSONValue])
        case object([Member])
    }

    package struct Member: Hashable, Sendable {
        package let name: String
        package let value: JSONValue
    }

    package let content: Content
    /// 1-based.
    package let line: Int
    /// 1-based, in Unicode scalars.
    package let column: Int

    /// What was said otherwise than in JSON, as a value.
    package static func word(_ text: String) -> JSONValue { JSONValue(content: .string(text), line: 1, column: 1) }

    package subscript(_ name: String) -> JSONValue? {
        guard case .object(let members) = content else { return nil }
        return members.last { $0.name == name }?.value
    }

    /// The value at a path such as `engines.node`.
    package func value(at path: String) -> JSONValue? {
        var value: JSONValue? = self
        for part in path.split(separator: ".") { value = value?[String(part)] }
        return value
    }

    /// The values at a path in which `*` is any element or member.
    package func values(at path: String) -> [JSONValue] {
        var values = [self]
        for part in path.split(separator: ".") {
            values = values.flatMap { value in
                part == "*" ? value.elements + value.members.map(\.value) : value[String(part)].map { [$0] } ?? []
            }
        }
        return values
    }

    /// What a pattern is asked of: the text itself, the texts of a list, the names of an object.
    package var words: [String] {
        switch content {
        case .array(let elements): elements.compactMap(\.scalar)
        case .object(let members): members.map(\.name)
        default: scalar.map { [$0] } ?? []
        }
    }

    package var string: String? {
        guard case .string(let text) = content else { return nil }
        return text
    }

    /// Strings, numbers and booleans as text; nil for null, arrays and objects.
    package var scalar: String? {
        switch content {
        case .string(let text), .number(let text): text
        case .bool(let flag): flag ? "true" : "false"
        case .null, .array, .object: nil
        }
    }

    package var members: [Member] {
        guard case .object(let members) = content else { return [] }
        return members
    }

    package var elements: [JSONValue] {
        guard case .array(let elements) = content else { return [] }
        return elements
    }

    /// False for `null`, `false`, and empty strings, arrays and objects: what an author means by "not there".
    package var isPresent: Bool {
        switch content {
        case .null: false
        case .bool(let flag): flag
        case .number: true
        case .string(let text): !text.isEmpty
        case .array(let elements): !elements.isEmpty
        case .object(let members): !members.isEmpty
        }
    }
}
