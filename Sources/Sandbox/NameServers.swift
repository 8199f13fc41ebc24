import Linux

/// The name servers that a cage can reach.
package enum NameServers {
    /// What is configured, else the machine's. A loopback address means a resolver that only the machine can reach:
    /// then those that systemd-resolved asks.
    package static func ofThisMachine(configured: [String] = []) -> [String] {
        guard configured.isEmpty else { return configured }
        for path in ["/etc/resolv.conf", "/run/systemd/resolve/resolv.conf"] {
            let servers = (try? Files.text(path, limit: 1 << 16)).map(parse) ?? []  // absent: none
            if !servers.isEmpty { return servers }
        }
        return []
    }

    /// The usable servers that a resolv.conf names: no loopback ones, at most the three that resolvers read.
    static func parse(_ text: String) -> [String] {
        let servers = text.split(separator: "\n").compactMap { line -> String? in
            let words = line.split { $0 == " " || $0 == "\t" }
            guard words.count > 1, words[0] == "nameserver" else { return nil }
            return String(words[1])
        }
        return Array(servers.filter { !$0.hasPrefix("127.") && $0 != "::1" }.prefix(3))
    }
}
