/// A value on its way to JSON: what the containers of an encoder fill, whoever holds one of them.
final class JSONNode {
    private enum Content {
        /// As it is written.
        case scalar(String)
        case string(String)
        case array([JSONNode])
        case object([String: JSONNode])
    }

    /// nil: nothing was encoded.
    private var content: Content?

    func set(scalar text: String) { content = .scalar(text) }
    func set(string text: String) { content = .string(text) }

    func beObject() {
        if case .object = content { return }
        content = .object([:])
    }

    func beArray() {
        if case .array = content { return }
        content = .array([])
    }

    var count: Int {
        guard case .array(let nodes) = content else { return 0 }
        return nodes.count
    }

    /// A new element at the end.
    func element() -> JSONNode {
        let node = JSONNode()
        guard case .array(var nodes) = content else { return node }
        content = nil
        nodes.append(node)
        content = .array(nodes)
        return node
    }

    /// A new member, in place of one that has this name.
    func member(_ name: String) -> JSONNode {
        let node = JSONNode()
        guard case .object(var nodes) = content else { return node }
        content = nil
        nodes[name] = node
        content = .object(nodes)
        return node
    }

    /// Names sorted by their bytes, no space; slashes as they are.
    func write(to bytes: inout [UInt8]) {
        switch content {
        case nil: bytes += "{}".utf8
        case .scalar(let text): bytes += text.utf8
        case .string(let text): Self.quote(text, &bytes)
        case .array(let nodes):
            Self.list("[", "]", nodes, &bytes) { $0.write(to: &$1) }
        case .object(let nodes):
            Self.list("{", "}", nodes.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }), &bytes) { node, bytes in
                Self.quote(node.key, &bytes)
                bytes.append(UInt8(ascii: ":"))
                node.value.write(to: &bytes)
            }
        }
    }

    private static func list<Item>(
        _ open: Unicode.Scalar,
        _ close: Unicode.Scalar,
        _ items: [Item],
        _ bytes: inout [UInt8],
        _ write: (Item, inout [UInt8]) -> Void
    ) {
        bytes.append(UInt8(ascii: open))
        for (place, item) in items.enumerated() {
            if place > 0 { bytes.append(UInt8(ascii: ",")) }
            write(item, &bytes)
        }
        bytes.append(UInt8(ascii: close))
    }

    private static func quote(_ text: String, _ bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case 0x08: bytes += "\\b".utf8
            case ASCII.tab: bytes += "\\t".utf8
            case ASCII.lineFeed: bytes += "\\n".utf8
            case 0x0C: bytes += "\\f".utf8
            case ASCII.carriageReturn: bytes += "\\r".utf8
            case 0..<ASCII.space: bytes += "\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
