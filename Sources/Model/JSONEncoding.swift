/// Encodes one value into a node.
struct JSONEncoding: Encoder {
    let node: JSONNode
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    init(_ node: JSONNode, _ path: [any CodingKey]) {
        self.node = node
        codingPath = path
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        node.beObject()
        return KeyedEncodingContainer(Members(node: node, codingPath: codingPath))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        node.beArray()
        return Elements(node: node, codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { Single(node: node, codingPath: codingPath) }
}

extension JSONEncoding {
    private struct Members<Key: CodingKey>: KeyedEncodingContainerProtocol {
        let node: JSONNode
        let codingPath: [any CodingKey]

        private func member(_ key: some CodingKey) -> JSONEncoding { JSONEncoding(node.member(key.stringValue), codingPath + [key]) }

        func encodeNil(forKey key: Key) { member(key).node.set(scalar: "null") }

        func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws { try value.encode(to: member(key)) }

        func nestedContainer<Inner: CodingKey>(keyedBy type: Inner.Type, forKey key: Key) -> KeyedEncodingContainer<Inner> {
            member(key).container(keyedBy: type)
        }

        func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { member(key).unkeyedContainer() }
        func superEncoder() -> any Encoder { member(JSONKey(stringValue: "super")) }
        func superEncoder(forKey key: Key) -> any Encoder { member(key) }
    }

    private struct Elements: UnkeyedEncodingContainer {
        let node: JSONNode
        let codingPath: [any CodingKey]
        var count: Int { node.count }

        private func element() -> JSONEncoding { JSONEncoding(node.element(), codingPath + [JSONKey(intValue: node.count - 1)]) }

        func encodeNil() { element().node.set(scalar: "null") }

        func encode<Value: Encodable>(_ value: Value) throws { try value.encode(to: element()) }

        func nestedContainer<Inner: CodingKey>(keyedBy type: Inner.Type) -> KeyedEncodingContainer<Inner> {
            element().container(keyedBy: type)
        }

        func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { element().unkeyedContainer() }
        func superEncoder() -> any Encoder { element() }
    }

    private struct Single: SingleValueEncodingContainer {
        let node: JSONNode
        let codingPath: [any CodingKey]

        func encodeNil() { node.set(scalar: "null") }
        func encode(_ value: Bool) { node.set(scalar: value ? "true" : "false") }
        func encode(_ value: String) { node.set(string: value) }
        func encode(_ value: Double) throws { try encode(real: value) }
        func encode(_ value: Float) throws { try encode(real: value) }
        func encode(_ value: Int) { node.set(scalar: "\(value)") }
        func encode(_ value: Int8) { node.set(scalar: "\(value)") }
        func encode(_ value: Int16) { node.set(scalar: "\(value)") }
        func encode(_ value: Int32) { node.set(scalar: "\(value)") }
        func encode(_ value: Int64) { node.set(scalar: "\(value)") }
        func encode(_ value: UInt) { node.set(scalar: "\(value)") }
        func encode(_ value: UInt8) { node.set(scalar: "\(value)") }
        func encode(_ value: UInt16) { node.set(scalar: "\(value)") }
        func encode(_ value: UInt32) { node.set(scalar: "\(value)") }
        func encode(_ value: UInt64) { node.set(scalar: "\(value)") }
        func encode<Value: Encodable>(_ value: Value) throws { try value.encode(to: JSONEncoding(node, codingPath)) }

        private func encode(real value: some BinaryFloatingPoint & LosslessStringConvertible) throws {
            guard value.isFinite else {
                throw EncodingError.invalidValue(value, .init(codingPath: codingPath, debugDescription: "JSON has no \(value)"))
            }
            let text = value.description
            node.set(scalar: text.hasSuffix(".0") ? String(text.dropLast(2)) : text)
        }
    }
}
