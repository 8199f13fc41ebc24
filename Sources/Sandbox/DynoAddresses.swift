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

    /// The next free address after `last`, round and round, so that one that was just given up is not given out at once.
    ///
    /// - Parameter prefix: the first two octets, such as `10.89`.
    /// - Returns: nil when all 65533 are in use.
    package static func next(prefix: String, after last: String? = nil, used: Set<String>) -> String? {
        let first = 2
        let end = 65_534
        let count = end - first + 1
        let start = last.flatMap { number($0, prefix) }.map { $0 + 1 - first } ?? 0
        for step in 0..<count {
            let number = first + (start + step) % count
            let address = "\(prefix).\(number >> 8).\(number & 255)"
            if !used.contains(address) { return address }
        }
        return nil
    }

    private static func number(_ address: String, _ prefix: String) -> Int? {
        guard address.hasPrefix(prefix + ".") else { return nil }
        let parts = address.dropFirst(prefix.count + 1).split(separator: ".").compactMap { Int($0) }
        guard parts.count == 2, parts.allSatisfy({ (0...255).contains($0) }) else { return nil }
        let number = parts[0] << 8 | parts[1]
        return (2...65_534).contains(number) ? number : nil
    }
}
