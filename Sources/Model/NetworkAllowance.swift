/// One place that dynos and builds may reach although it is this machine, or on a network of it alone: `10.89.0.1:5432`,
/// `172.17.0.0/16:6379`, `[fe80::1]:53`.
package struct NetworkAllowance: Hashable, Sendable, Codable {
    package let address: IPAddress
    /// Leading bits of the address that count.
    package let prefix: Int
    package let port: UInt16

    /// Where clouds tell a machine its secrets: nobody gets there, whatever is allowed. `/32` where no prefix is given.
    package static let metadata: [(address: String, prefix: Int)] = [
        // Amazon, Google, Azure, OpenStack and others; Alibaba; Oracle.
        ("169.254.0.0", 16), ("100.100.100.200", 32), ("192.0.0.192", 32), ("fd00:ec2::254", 128),
    ]
    /// Azure's, where a machine's name server is as well.
    package static let metadataBesideNames = "168.63.129.16"

    package init(_ text: String) throws(Failure) {
        let (place, port) = try Self.split(text)
        let parts = place.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = IPAddress(parts[0]) else {
            throw Self.failure(text, "`\(parts[0])` is no address", "write numbers, such as 10.89.0.1, not a name")
        }
        var prefix = address.width
        if parts.count > 1 {
            guard let number = Self.number(parts[1]), number <= address.width else {
                throw Self.failure(text, "`/\(parts[1])` is no prefix of it", "a prefix is from /0 to /\(address.width)")
            }
            prefix = number
        }
        guard address.prefix(prefix) == address else {
            throw Self.failure(
                text,
                "the address goes on beyond its prefix",
                "write \(address.prefix(prefix).text)/\(prefix) for the network, or the address without /\(prefix)"
            )
        }
        let secrets = Self.metadata + [(Self.metadataBesideNames, 32)]
        guard
            !secrets.contains(where: { network, count in
                guard let network = IPAddress(network), count <= prefix else { return false }
                return address.isIn(network, prefix: count)
            })
        else {
            throw Self.failure(text, "it is where clouds keep a machine's secrets", "no dyno gets there")
        }
        self.address = address
        self.prefix = prefix
        self.port = port
    }

    /// `ADDRESS[/PREFIX]:PORT`, where IPv6 has brackets around it, with the prefix inside of them or after them.
    private static func split(_ text: String) throws(Failure) -> (place: String, port: UInt16) {
        guard let colon = text.lastIndex(of: ":"), text.last != "]" else {
            throw failure(text, "the port is missing", form)
        }
        var place = String(text[..<colon])
        guard let port = number(text[text.index(after: colon)...]), let port = UInt16(exactly: port), port > 0 else {
            throw failure(text, "`\(text[text.index(after: colon)...])` is no port", "a port is from 1 to 65535; \(form)")
        }
        if place.hasPrefix("["), let end = place.firstIndex(of: "]") {
            place = place[place.index(after: place.startIndex)..<end] + String(place[place.index(after: end)...])
        } else if place.contains(":") {
            throw failure(text, "an address of IPv6 needs brackets", "write [\(place)]:\(port), or \(form)")
        }
        return (place, port)
    }

    private static let form = "write ADDRESS:PORT, ADDRESS/PREFIX:PORT or [IPV6]:PORT"

    private static func number(_ text: some StringProtocol) -> Int? {
        guard (1...5).contains(text.utf8.count), text.utf8.allSatisfy({ ASCII.isDigit($0) }) else { return nil }
        return Int(text)
    }

    private static func failure(_ text: String, _ why: String, _ hint: String) -> Failure {
        Failure(.invalid, "`\(text)` cannot be allowed: \(why)", hint: hint)
    }

    /// As config.yml has it.
    package var text: String {
        let place = prefix == address.width ? address.text : "\(address.text)/\(prefix)"
        return address.isIPv6 ? "[\(place)]:\(port)" : "\(place):\(port)"
    }
}
