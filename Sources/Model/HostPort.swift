/// `HOST`, `HOST:PORT`, `[IPV6]` or `[IPV6]:PORT`, as people write where a server is: the one reader of it.
package struct HostPort: Hashable, Sendable {
    /// Why a text is none.
    package enum Fault: Error, Hashable, Sendable {
        /// What stands behind the host is no number from 1 to 65535.
        case port(String)
        /// What stands in brackets is no address of IPv6.
        case address(String)
        /// It is neither a name nor an address of IPv4.
        case host(String)
        /// An address of IPv6 without brackets, of which nobody knows where it ends: the address, and what may be a port behind it.
        case brackets(String, port: String)
    }

    private static let hostBytesMax = 253

    /// A name as it was written, or an address without brackets.
    package let host: String
    /// nil: none is given.
    package let port: UInt16?

    package init(_ text: Substring) throws(Fault) {
        guard text.hasPrefix("[") else {
            guard let colon = text.firstIndex(of: ":") else {
                (host, port) = (try Self.name(text), nil)
                return
            }
            if let last = text.lastIndex(of: ":"), last != colon {
                throw .brackets(String(text[..<last]), port: String(text[text.index(after: last)...]))
            }
            port = try Self.number(text[text.index(after: colon)...])
            host = try Self.name(text[..<colon])
            return
        }
        guard let end = text.firstIndex(of: "]") else { throw .address(String(text)) }
        let address = text[text.index(after: text.startIndex)..<end]
        guard IPAddress(address)?.isIPv6 == true else { throw .address(String(address)) }
        let rest = text[text.index(after: end)...]
        guard rest.isEmpty || rest.hasPrefix(":") else { throw .port(String(rest)) }
        port = rest.isEmpty ? nil : try Self.number(rest.dropFirst())
        host = String(address)
    }

    /// Digits alone: no sign, no space.
    private static func number(_ text: Substring) throws(Fault) -> UInt16 {
        guard (1...5).contains(text.utf8.count), text.utf8.allSatisfy(ASCII.isDigit), let port = UInt16(text), port > 0 else {
            throw .port(String(text))
        }
        return port
    }

    private static func name(_ text: Substring) throws(Fault) -> String {
        guard !text.isEmpty, text.utf8.count <= hostBytesMax, !text.hasPrefix("-"), !text.hasPrefix("."),
            text.utf8.allSatisfy({ ASCII.isAlphanumeric($0) || "-._".utf8.contains($0) })
        else { throw .host(String(text)) }
        return String(text)
    }
}
