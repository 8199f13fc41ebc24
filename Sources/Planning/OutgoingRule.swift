import Model

/// Which addresses are reached for people who name a server: none of this machine, of its networks or of a cloud's own, but for
/// what config.yml allows. Asked of the address that is connected to, not of the name, which may stand for another a moment later.
package struct OutgoingRule: Hashable, Sendable {
    private let own: [IPAddress]
    private let allowed: [NetworkAllowance]

    /// - Parameter own: all addresses of this machine.
    package init(own: [IPAddress], allowed: [NetworkAllowance]) {
        self.own = own
        self.allowed = allowed
    }

    private static let local: [(String, Int)] = [
        ("0.0.0.0", 8), ("10.0.0.0", 8), ("100.64.0.0", 10), ("127.0.0.0", 8), ("169.254.0.0", 16), ("172.16.0.0", 12),
        ("192.0.0.0", 24), ("192.168.0.0", 16), ("198.18.0.0", 15), ("224.0.0.0", 3),
        ("::", 96), ("64:ff9b:1::", 48), ("2001::", 32), ("fc00::", 7), ("fe80::", 10), ("fec0::", 10), ("ff00::", 8),
    ]
    /// Networks of IPv6 whose addresses have one of IPv4 in them, and where it begins.
    private static let carriers: [(String, Int, at: Int)] = [("::ffff:0:0", 96, 12), ("64:ff9b::", 96, 12), ("2002::", 16, 2)]
    private static let metadata = NetworkAllowance.metadata + [(NetworkAllowance.metadataBesideNames, 32)]

    package func permits(_ address: IPAddress, port: UInt16) -> Bool {
        let meant = Self.carried(by: address) ?? address
        if Self.isOne(meant, of: Self.metadata.map { ($0.address, $0.prefix) }) { return false }
        if allowed.contains(where: { meant.isIn($0.address, prefix: $0.prefix) && $0.port == port }) { return true }
        return !own.contains(meant) && !own.contains(address) && !Self.isOne(meant, of: Self.local)
    }

    private static func carried(by address: IPAddress) -> IPAddress? {
        for (network, prefix, place) in carriers {
            guard let network = IPAddress(network), address.isIn(network, prefix: prefix) else { continue }
            return IPAddress(raw: Array(address.bytes[place..<place + 4]))
        }
        return nil
    }

    private static func isOne(_ address: IPAddress, of networks: [(String, Int)]) -> Bool {
        networks.contains { network, prefix in IPAddress(network).map { address.isIn($0, prefix: prefix) } ?? false }
    }
}
