/// A TCP socket that is listened on, as the kernel lists it.
package struct ListeningSocket: Hashable, Sendable {
    /// `127.0.0.1`, `[::1]`, `0.0.0.0`
    package let address: String
    package let port: UInt16
    /// Whoever comes over the network is heard.
    package let isOpen: Bool

    /// One line of `/proc/net/tcp` or `/proc/net/tcp6`; nil for its heading, and for sockets that do something else.
    package init?(line: some StringProtocol) {
        let words = line.split(separator: " ")
        guard words.count > 3, words[3] == "0A" else { return nil }
        let parts = words[1].split(separator: ":")
        guard parts.count == 2, let port = UInt16(parts[1], radix: 16), let bytes = Self.bytes(parts[0]) else { return nil }
        self.port = port
        let isMapped = bytes.count == 16 && bytes.prefix(12) == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255]
        let short = isMapped ? bytes.suffix(4) : bytes.count == 4 ? bytes[...] : nil
        if let short {
            address = short.map { "\($0)" }.joined(separator: ".")
            isOpen = short.first != 127
        } else {
            address = "[\(Self.text(bytes))]"
            isOpen = bytes.dropLast().contains { $0 != 0 } || bytes.last == 0
        }
    }

    package var text: String { "\(address):\(port)" }
    package var isIPv6: Bool { address.hasPrefix("[") }

    /// Words of 32 bits in the order of this kind of machine, which is the other one.
    private static func bytes(_ digits: some StringProtocol) -> [UInt8]? {
        guard digits.utf8.count == 8 || digits.utf8.count == 32 else { return nil }
        var bytes: [UInt8] = []
        var rest = Substring(digits)
        while !rest.isEmpty {
            guard let word = UInt32(rest.prefix(8), radix: 16) else { return nil }
            bytes += (0..<4).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) }
            rest = rest.dropFirst(8)
        }
        return bytes
    }

    private static func text(_ bytes: [UInt8]) -> String {
        if bytes.allSatisfy({ $0 == 0 }) { return "::" }
        if bytes.dropLast().allSatisfy({ $0 == 0 }) { return "::" + String(bytes.last ?? 0, radix: 16) }
        return stride(from: 0, to: 16, by: 2).map { String(UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]), radix: 16) }
            .joined(separator: ":")
    }
}
