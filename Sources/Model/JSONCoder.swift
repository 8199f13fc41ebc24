/// The standard library's `Codable` as JSON. Foundation has the same, and takes a start of a program two milliseconds and
/// twelve megabytes for it.
package enum JSONCoder {
    /// One line, names sorted, slashes not escaped.
    package static func encode(_ value: some Encodable) throws(EncodingError) -> [UInt8] {
        let node = JSONNode()
        do {
            try value.encode(to: JSONEncoding(node, []))
        } catch {
            let context = EncodingError.Context(codingPath: [], debugDescription: "it does not encode itself", underlyingError: error)
            throw error as? EncodingError ?? .invalidValue(value, context)
        }
        var bytes: [UInt8] = []
        node.write(to: &bytes)
        return bytes
    }

    /// - Parameter limits: of the text; what a stranger can send has a limit where it is read as well.
    /// - Throws: a `DecodingError`, or what a value throws that does not decode itself.
    package static func decode<Value: Decodable>(
        _ type: Value.Type,
        from bytes: [UInt8],
        limits: JSONParser.Limits = .messages
    ) throws -> Value {
        let document: JSONValue
        do throws(SourceError) {
            document = try JSONParser.parse(bytes, file: "JSON", limits: limits)
        } catch {
            throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: error.headline, underlyingError: error))
        }
        return try Value(from: JSONDecoding(document, []))
    }
}
