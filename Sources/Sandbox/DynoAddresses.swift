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
}
