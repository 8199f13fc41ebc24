import Model

/// What a text of `config.yml` has to be, where the machine would refuse anything else much later and in other words.
enum ConfigurationForm {
    case address
    /// The first two numbers of one.
    case prefix
    /// Of a network interface.
    case bridge

    func check(_ value: String, _ node: YAMLNode, _ reader: NodeReader, _ name: String) throws(SourceError) {
        guard !isMet(by: value) else { return }
        throw reader.error(node, "`\(name)` cannot be `\(value)`", hint: hint)
    }

    private func isMet(by value: String) -> Bool {
        switch self {
        case .address: return IPAddress(value) != nil
        case .prefix:
            guard let address = IPAddress("\(value).0.0"), !address.isIPv6, let first = address.bytes.first else { return false }
            return first != 0 && first != 127 && first < 224
        case .bridge:
            return (1...Self.bridgeBytesMax).contains(value.utf8.count)
                && value.utf8.allSatisfy { ($0 | 32 >= 97 && $0 | 32 <= 122) || (48...57).contains($0) || $0 == 45 || $0 == 95 }
        }
    }

    private static let bridgeBytesMax = 12

    private var hint: String {
        switch self {
        case .address: "it is an address, such as 127.0.0.1 or ::1"
        case .prefix: "it is the first two numbers of an address, such as 10.89"
        case .bridge: "it has at most \(Self.bridgeBytesMax) letters, digits, `-` and `_`"
        }
    }
}
