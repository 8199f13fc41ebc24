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
        let (place, prefixText) = Self.split(text)
        let port: UInt16
        let host: String
        do throws(HostPort.Fault) {
            let read = try HostPort(place[...])
            guard let number = read.port else { throw .host(read.host) }
            (host, port) = (read.host, number)
        } catch {
            throw Self.failure(text, error)
        }
        guard let address = IPAddress(host) else {
            throw Self.failure(text, "`\(host)` is no address", "write numbers, such as 10.89.0.1, not a name")
        }
        var prefix = address.width
        if let prefixText {
            guard let number = Self.number(prefixText), number <= address.width else {
                throw Self.failure(text, "`/\(prefixText)` is no prefix of it", "a prefix is from /0 to /\(address.width)")
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
    private static func split(_ text: String) -> (place: String, prefix: String?) {
        guard let slash = text.firstIndex(of: "/") else { return (text, nil) }
        let behind = text[text.index(after: slash)...]
        let prefix = behind.prefix { $0 != "]" && $0 != ":" }
        return (String(text[..<slash] + behind.dropFirst(prefix.count)), String(prefix))
    }

    private static func failure(_ text: String, _ fault: HostPort.Fault) -> Failure {
        switch fault {
        case .port(let port): failure(text, "`\(port)` is no port", "a port is from 1 to 65535; \(form)")
        case .address(let address): failure(text, "`\(address)` is no address", form)
        case .host(let host) where IPAddress(host) == nil && text.contains(":"):
            failure(text, "`\(host)` is no address", "write numbers, such as 10.89.0.1, not a name")
        case .host: failure(text, "the port is missing", form)
        case .brackets(let place, let port):
            failure(text, "an address of IPv6 needs brackets", "write [\(place)]:\(port), or \(form)")
        }
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
