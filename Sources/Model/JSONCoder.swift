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
    package static func decode<Value: Decodable>(
        _ type: Value.Type,
        from bytes: [UInt8],
        limits: JSONParser.Limits = .messages
    ) throws(DecodingError) -> Value {
        do {
            return try Value(from: JSONDecoding(try JSONParser.parse(bytes, file: "JSON", limits: limits), []))
        } catch let error as SourceError {
            throw .dataCorrupted(DecodingError.Context(codingPath: [], debugDescription: error.headline, underlyingError: error))
        } catch {
            let context = DecodingError.Context(codingPath: [], debugDescription: "\(error)", underlyingError: error)
            throw error as? DecodingError ?? .dataCorrupted(context)
        }
    }
}
