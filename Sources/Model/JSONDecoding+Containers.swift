extension JSONDecoding {
    struct Members<Key: CodingKey>: KeyedDecodingContainerProtocol {
        /// More than so many are looked up by their names.
        private static var listedMax: Int { 16 }

        let codingPath: [any CodingKey]
        private let members: [JSONValue.Member]
        private let places: [String: Int]?

        init(_ members: [JSONValue.Member], _ path: [any CodingKey]) {
            self.members = members
            codingPath = path
            // The last one of a name counts.
            places =
                members.count > Self.listedMax
                ? Dictionary(members.indices.map { (members[$0].name, $0) }, uniquingKeysWith: max) : nil
        }

        var allKeys: [Key] { members.compactMap { Key(stringValue: $0.name) } }

        private func find(_ name: String) -> JSONValue? {
            if let places { return places[name].map { members[$0].value } }
            return members.last { $0.name == name }?.value
        }

        private func member(_ key: some CodingKey) throws -> JSONDecoding {
            guard let value = find(key.stringValue) else {
                let what = "No value associated with key \(key) (\"\(key.stringValue)\")."
                throw DecodingError.keyNotFound(key, .init(codingPath: codingPath, debugDescription: what))
            }
            return JSONDecoding(value, codingPath + [key])
        }

        func contains(_ key: Key) -> Bool { find(key.stringValue) != nil }
        func decodeNil(forKey key: Key) throws -> Bool { try member(key).decodeNil() }
        func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value { try Value(from: try member(key)) }

        func nestedContainer<Inner: CodingKey>(keyedBy type: Inner.Type, forKey key: Key) throws -> KeyedDecodingContainer<Inner> {
            try member(key).container(keyedBy: type)
        }

        func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer { try member(key).unkeyedContainer() }
        func superDecoder() throws -> any Decoder { try member(JSONKey(stringValue: "super")) }
        func superDecoder(forKey key: Key) throws -> any Decoder { try member(key) }
    }

    struct Elements: UnkeyedDecodingContainer {
        let codingPath: [any CodingKey]
        private let elements: [JSONValue]
        private(set) var currentIndex = 0

        init(_ elements: [JSONValue], _ path: [any CodingKey]) {
            self.elements = elements
            codingPath = path
        }

        var count: Int? { elements.count }
        var isAtEnd: Bool { currentIndex >= elements.count }

        private func here() throws -> JSONDecoding {
            let path = codingPath + [JSONKey(intValue: currentIndex)]
            guard !isAtEnd else {
                throw DecodingError.valueNotFound(JSONValue.self, .init(codingPath: path, debugDescription: "the array ends here"))
            }
            return JSONDecoding(elements[currentIndex], path)
        }

        /// Goes on to the next one where this one was what it should be.
        private mutating func take<Value>(_ body: (JSONDecoding) throws -> Value) throws -> Value {
            let value = try body(try here())
            currentIndex += 1
            return value
        }

        mutating func decodeNil() throws -> Bool {
            guard try here().decodeNil() else { return false }
            currentIndex += 1
            return true
        }

        mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try take { try Value(from: $0) } }

        mutating func nestedContainer<Inner: CodingKey>(keyedBy type: Inner.Type) throws -> KeyedDecodingContainer<Inner> {
            try take { try $0.container(keyedBy: type) }
        }

        mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { try take { try $0.unkeyedContainer() } }
        mutating func superDecoder() throws -> any Decoder { try take { $0 } }
    }
}
