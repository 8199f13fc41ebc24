/// Addresses for dynos out of a /16.
package enum DynoAddresses {
    /// The host's end of every cable.
    package static func gateway(_ prefix: String) -> String { "\(prefix).0.1" }

    /// A hardware address that belongs to an IPv4 address, such as `02:52:0a:59:00:02`; nil where it is none.
    package static func hardware(_ address: String) -> String? {
        let octets = address.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        guard octets.count == 4, !octets.contains(nil) else { return nil }
        let digits = Array("0123456789abcdef")
        return (["02", "52"] + octets.compactMap { $0 }.map { "\(digits[Int($0 >> 4)])\(digits[Int($0 & 15)])" })
            .joined(separator: ":")
    }

    /// A free address of the dynos' half, `PREFIX.0.2` to `PREFIX.127.255`: the first that is free from `start` on, round and
    /// round. From anywhere in it, so that what is left of a dyno that has just ended may hold its own for another moment.
    ///
    /// - Parameters:
    ///   - prefix: the first two octets, such as `10.89`.
    ///   - start: 0 is the first.
    /// - Returns: nil when all are in use.
    package static func free(_ prefix: String, taken: Set<String>, from start: Int = .random(in: 0..<dynos.count)) -> String? {
        for step in 0..<dynos.count {
            let address = address(prefix, dynos.lowerBound + (start + step) % dynos.count)
            if !taken.contains(address) { return address }
        }
        return nil
    }

    /// Numbers of the builds' addresses in the other half.
    static let leases = 1...254
    static func lease(_ prefix: String, _ number: Int) -> String { address(prefix, 128 << 8 | number) }

    package static let dynos = 2..<(128 << 8)
    private static func address(_ prefix: String, _ number: Int) -> String { "\(prefix).\(number >> 8).\(number & 255)" }
}
