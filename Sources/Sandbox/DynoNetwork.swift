import Glibc
import Linux
import Model

/// The private network of one installation: a bridge, and for each dyno a network namespace with one cable to it.
///
/// Dynos reach the outside through the machine's address. They reach neither each other nor the machine.
package struct DynoNetwork: Hashable, Sendable {
    /// Name of the bridge, of the nft table, and first part of the names of namespaces.
    package let bridge: String
    /// First two octets of its /16.
    package let prefix: String
    /// For DNS: those of them that are this machine's own stay reachable.
    package let nameServers: [String]

    static let namespaces = "/run/netns"
    private static let ip = "/usr/sbin/ip"

    package init(bridge: String, prefix: String, nameServers: [String] = []) throws(Failure) {
        let octets = prefix.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        guard octets.count == 2, !octets.contains(nil) else {
            throw Failure(
                .invalid,
                "`\(prefix)` is not a network for dynos",
                hint: "give the first two octets of a /16, as in 10.89"
            )
        }
        let allowed = bridge.utf8.allSatisfy {
            (48...57).contains($0) || (97...122).contains($0) || $0 == 45 || $0 == 95
        }
        guard (1...12).contains(bridge.utf8.count), allowed, let first = bridge.utf8.first, (97...122).contains(first)
        else {
            throw Failure(
                .invalid,
                "`\(bridge)` cannot name a bridge",
                hint: "use 1 to 12 lower-case letters, digits, - and _, beginning with a letter"
            )
        }
        self.bridge = bridge
        self.prefix = prefix
        self.nameServers = nameServers
    }

    package var gateway: String { DynoAddresses.gateway(prefix) }

    /// Makes the bridge and the rules, or brings them up to date. To be called at every start.
    package func ensure() throws {
        if !Files.exists("/sys/class/net/\(bridge)") {
            try checkOverlap()
            try batch(["link add name \(bridge) type bridge"])
        }
        // Again each time: an earlier start may have been cut short between the two.
        // With an address of its own: else it takes that of a cable, and loses it to all dynos when that cable goes.
        let hardware = DynoAddresses.hardware(gateway).map { ["link set \(bridge) address \($0)"] } ?? []
        try batch(hardware + ["addr replace \(gateway)/16 dev \(bridge)", "link set \(bridge) up"])
        try forward()
        let rules = NetworkRules(bridge: bridge, prefix: prefix, localNameServers: try localNameServers()).text
        try Command("/usr/sbin/nft", ["-f", "-"]).check(input: Array(rules.utf8))
    }

    /// Takes everything away; dynos lose their network.
    package func remove() throws {
        for id in try list() { try detach(id) }
        // Each may be gone already.
        _ = try Command("/usr/sbin/nft", ["delete", "table", "inet", bridge]).run()
        _ = try Command(Self.ip, ["link", "delete", bridge]).run()
    }

    /// Two installations with one prefix would answer for each other's dynos.
    private func checkOverlap() throws {
        let routes = try Command(Self.ip, ["-4", "route", "show", "\(prefix).0.0/16"]).run().text
        guard let line = routes.split(separator: "\n").first else { return }
        throw Failure(
            .conflict,
            "the network \(prefix).0.0/16 is in use on this machine: \(line)",
            hint: "set `network.prefix` in config.yml to another one, such as 10.90"
        )
    }

    private func forward() throws {
        let path = "/proc/sys/net/ipv4/ip_forward"
        if try Files.text(path, limit: 16).hasPrefix("1") { return }
        let file = try Descriptor.open(path, O_WRONLY)
        try file.write(all: Array("1\n".utf8))
    }

    func batch(_ lines: [String], in namespace: String? = nil) throws {
        let place = namespace.map { ["-n", $0] } ?? []
        let text = lines.map { $0 + "\n" }.joined()
        try Command(Self.ip, place + ["-batch", "-"]).check(input: Array(text.utf8))
    }

    private func localNameServers() throws -> [String] {
        guard !nameServers.isEmpty else { return [] }
        let own = try Command(Self.ip, ["-o", "addr", "show"]).run().text
        let addresses = Set(own.split { $0 == " " || $0 == "/" || $0 == "\n" }.map(String.init))
        return nameServers.filter(addresses.contains)
    }
}
