import Linux
import Model

/// A JSON Schema, as far as ours use it, over YAML.
struct Schema {
    let root: JSONValue

    init(_ name: String) throws {
        let path = "\(GoldenCase.repository)/docs/\(name).schema.json"
        root = try JSONParser.parse(try Files.read(path), file: path)
    }

    private func resolved(_ schema: JSONValue) -> JSONValue {
        guard let name = schema["$ref"]?.string?.split(separator: "/").last, let found = root["$defs"]?[String(name)] else { return schema }
        return found
    }

    /// Why a node is not as the schema says; nil where it is.
    func objection(_ node: YAMLNode) -> String? { objection(node, root) }

    private func objection(_ node: YAMLNode, _ reference: JSONValue) -> String? {
        let schema = resolved(reference)
        if let rule = schema["not"], objection(node, rule) == nil { return "line \(node.line): what must not be" }
        if let all = schema["anyOf"]?.elements, !all.contains(where: { objection(node, $0) == nil }) {
            return "line \(node.line): none of several"
        }
        if let all = schema["oneOf"]?.elements, all.filter({ objection(node, $0) == nil }).count != 1 {
            return "line \(node.line): not one of several"
        }
        if let type = schema["type"], !Self.words(type).contains(where: { Self.isOf($0, node) }) {
            return "line \(node.line): \(node.kind) is not \(Self.words(type))"
        }
        switch node.content {
        // Of texts and numbers is what is asked of them.
        case .scalar where node.isNull: return nil
        case .scalar(let text, _): return scalar(text, schema).map { "line \(node.line): \($0)" }
        case .list(let items):
            if let most = schema["maxItems"]?.scalar.flatMap({ Int($0) }), items.count > most { return "line \(node.line): too many" }
            if let least = schema["minItems"]?.scalar.flatMap({ Int($0) }), items.count < least { return "line \(node.line): too few" }
            if schema["uniqueItems"]?.content == .bool(true), Set(items.map(Self.form)).count < items.count {
                return "line \(node.line): one of them twice"
            }
            guard let each = schema["items"] else { return nil }
            return items.lazy.compactMap { objection($0, each) }.first
        case .mapping(let entries): return mapping(entries, schema).map { "line \(node.line): \($0)" }
        }
    }

    private func mapping(_ entries: [YAMLNode.Entry], _ schema: JSONValue) -> String? {
        let count = entries.count
        if let least = schema["minProperties"]?.scalar.flatMap({ Int($0) }), count < least { return "too few keys" }
        if let most = schema["maxProperties"]?.scalar.flatMap({ Int($0) }), count > most { return "too many keys" }
        for key in schema["required"]?.elements.compactMap(\.string) ?? [] where !entries.contains(where: { $0.key == key }) {
            return "`\(key)` is missing"
        }
        for entry in entries {
            if let rule = schema["propertyNames"]?["pattern"]?.string, !Self.matches(rule, entry.key) { return "`\(entry.key)` is no name" }
            let own = schema["properties"]?[entry.key] ?? schema["additionalProperties"]
            if own?.content == .bool(false) { return "`\(entry.key)` is unknown" }
            if let own, let objection = objection(entry.value, own) { return "\(entry.key): \(objection)" }
        }
        return nil
    }

    private func scalar(_ text: String, _ schema: JSONValue) -> String? {
        if let all = schema["enum"]?.elements, !all.contains(where: { $0.scalar == text }) { return "`\(text)` is not one of them" }
        if let only = schema["const"], only.scalar != text { return "`\(text)` is not \(only.scalar ?? "")" }
        if let rule = schema["pattern"]?.string, !Self.matches(rule, text) { return "`\(text)` does not match" }
        if let least = schema["minLength"]?.scalar.flatMap({ Int($0) }), text.count < least { return "too short" }
        if let most = schema["maxLength"]?.scalar.flatMap({ Int($0) }), text.count > most { return "too long" }
        if let least = schema["minimum"]?.scalar.flatMap({ Int($0) }), (Int(text) ?? .min) < least { return "too small" }
        if let most = schema["maximum"]?.scalar.flatMap({ Int($0) }), (Int(text) ?? .max) > most { return "too large" }
        return nil
    }

    /// Equal for equal nodes.
    private static func form(_ node: YAMLNode) -> String {
        switch node.content {
        case .scalar(let text, let plain): "\(plain && node.isNull ? "~" : "=")\(text)"
        case .list(let items): "[\(items.map(form).joined(separator: ", "))]"
        case .mapping(let entries): "{\(entries.map { "\($0.key): \(form($0.value))" }.sorted().joined(separator: ", "))}"
        }
    }

    private static func words(_ value: JSONValue) -> [String] { value.string.map { [$0] } ?? value.elements.compactMap(\.string) }

    private static func matches(_ rule: String, _ text: String) -> Bool {
        guard let regex = try? Regex(rule) else { return false }
        return text.firstMatch(of: regex) != nil
    }

    private static func isOf(_ type: String, _ node: YAMLNode) -> Bool {
        switch node.content {
        case .mapping: return type == "object"
        case .list: return type == "array"
        case .scalar(let text, let plain):
            if node.isNull { return type == "null" }
            guard plain else { return type == "string" }
            if text == "true" || text == "false" { return type == "boolean" }
            if Int(text) != nil { return type == "integer" || type == "number" }
            return type == (Double(text) == nil ? "string" : "number")
        }
    }

    /// The objects that it describes, by where they stand in it: the keys of each.
    var objects: [String: [String]] {
        var found: [String: [String]] = [:]
        func walk(_ value: JSONValue, _ path: String) {
            if case .object(let keys)? = value["properties"]?.content, value["type"].map(Self.words)?.contains("object") == true {
                found[path] = keys.map(\.name).sorted()
            }
            // What is excluded is no place for keys.
            for member in value.members where member.name != "not" { walk(member.value, "\(path)/\(member.name)") }
            for (index, element) in value.elements.enumerated() { walk(element, "\(path)/\(index)") }
        }
        walk(root, "")
        return found
    }
}
