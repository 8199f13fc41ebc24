/// The formats of files in which a value has a path, such as `engines.node`: one parser each, and one form of value for
/// all of them, which knows where it stands. Conditions and sources of values name them by their raw value.
package enum StructuredFormat: String, CaseIterable, Hashable, Sendable, Codable {
    case json, toml

    /// Of a file in a tree.
    package static let bytesMax = 8 << 20

    package func parse(_ bytes: [UInt8], file: String) throws(SourceError) -> JSONValue {
        switch self {
        case .json: try JSONParser.parse(bytes, file: file, limits: .locks)
        case .toml: try TOMLParser.parse(bytes, file: file, bytesMax: Self.bytesMax)
        }
    }
}
