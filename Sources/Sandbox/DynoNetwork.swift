import Glibc
import Linux
import Model

/// The private network of one installation: a bridge, and for each dyno a network namespace with one cable to it.
///
/// Dynos reach the outside through the machine's address. They reach neither each other nor the machine nor networks
/// that it alone has, but for what is allowed; and on this machine only a few may call them.
package struct DynoNetwork: Hashable, Sendable {
    /// Name of the bridge, of the nft table, and first part of the names of namespaces.
    package let bridge: String
    /// First two octets of its /16.
    package let prefix: String
    /// For DNS: those of them that are this machine's own stay reachable.
    package let nameServers: [String]
    /// What dynos reach of this machine and its own networks.
    package let allowed: [NetworkAllowance]
    /// Open connections of one dyno, in each direction.
    package let connectionsMax: Int
    /// Users of this machine that may connect to dynos; root always may.
    package let callers: [UInt32]

    static let namespaces = "/run/netns"
    private static let ip = "/usr/sbin/ip"
    private let nft: String

    package init(
        bridge: String,
        prefix: String,
        nameServers: [String] = [],
        allowed: [NetworkAllowance] = [],
        connectionsMax: Int = Configuration.NetworkSettings().connectionsMax,
        callers: [UInt32] = [],
        nft: String = "/usr/sbin/nft"
    ) throws(Failure) {
        let octets = prefix.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        guard octets.count == 2, !octets.contains(nil) else {
            throw Failure(
                .invalid,
                "`\(prefix)` is not a network for dynos",
                hint: "give the first two octets of a /16, as in 10.89"
            )
        }
        let isPlain = bridge.utf8.allSatisfy {
            (48...57).contains($0) || (97...122).contains($0) || $0 == 45 || $0 == 95
        }
        guard (1...12).contains(bridge.utf8.count), isPlain, let first = bridge.utf8.first, ASCII.isLower(first)
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
        self.allowed = allowed
        self.connectionsMax = connectionsMax
        self.callers = callers
        self.nft = nft
    }

    /// Interfaces that lead outside, which the rules depend on.
    package static var uplinks: [String] { Uplinks.names() }

    package var gateway: String { DynoAddresses.gateway(prefix) }

    /// Whether it has its bridge.
    var isThere: Bool { Files.exists("/sys/class/net/\(bridge)") }

    /// Makes the bridge and the rules, or brings them up to date. To be called at every start.
    ///
    /// - Returns: what this kernel cannot do of it, for people.
    @discardableResult
    package func ensure() throws -> [String] {
        if !isThere {
            try checkOverlap()
            try batch(["link add name \(bridge) type bridge"])
        }
        // Again each time: an earlier start may have been cut short between the two.
        // With an address of its own: else it takes that of a cable, and loses it to all dynos when that cable goes.
        let hardware = DynoAddresses.hardware(gateway).map { ["link set \(bridge) address \($0)"] } ?? []
        try batch(hardware + ["addr replace \(gateway)/16 dev \(bridge)", "link set \(bridge) up"])
        try prepareNames()
        try forward()
        return try apply(try rules())
    }

    /// iproute2 makes the folder of names a mount whose changes others see, with every name that it adds. conmon begins beside a
    /// dyno's network, in a mount namespace of its own: the first dyno of a machine would not find its name in there. The table of
    /// mounts does not say whether it is one already: it lists those that are hidden, or private to a service, as well.
    private func prepareNames() throws {
        let name = "\(bridge).names"
        try remove(name)
        try batch(["netns add \(name)", "netns delete \(name)"])
    }

    /// Brings the rules up to date where they are others; else leaves them, with what they have counted.
    package func refresh() throws {
        guard isThere else {
            try ensure()
            return
        }
        try forward()
        let rules = try rules()
        guard try !Command(nft, ["list", "chain", "inet", bridge, Self.mark(rules)]).run().status.isSuccess else { return }
        _ = try apply(rules)
    }

    private func rules() throws -> NetworkRules {
        NetworkRules(
            bridge: bridge,
            prefix: prefix,
            nameServers: nameServers.filter { IPAddress($0) != nil },
            localNameServers: try localNameServers(),
            uplinks: Uplinks.names(),
            allowed: allowed,
            connectionsMax: Self.ceiling(connectionsMax),
            callers: Set(callers + [0]).sorted()
        )
    }

    /// Where the kernel does not take them all, those that it can do: walls with a gap are said, and no reason to serve nobody.
    private func apply(_ rules: NetworkRules) throws -> [String] {
        do {
            try load(rules, mark: Self.mark(rules))
            return []
        } catch {
            var possible = rules
            possible.extras = try rules.extras.filter { extra in
                try Command(nft, ["-c", "-f", "-"]).run(input: Array(extra.sample(bridge + "x").utf8)).status.isSuccess
            }
            guard possible.extras != rules.extras else { throw error }
            try load(possible, mark: Self.mark(rules))
            return rules.extras.subtracting(possible.extras).map(\.words).sorted()
        }
    }

    /// An empty chain that is named for the rules says which ones these are.
    private func load(_ rules: NetworkRules, mark: String) throws {
        try Command(nft, ["-f", "-"]).check(input: Array((rules.text + "add chain inet \(bridge) \(mark)\n").utf8))
    }

    private static func mark(_ rules: NetworkRules) -> String { "rules_" + SHA256.hex(of: rules.text).prefix(16) }

    /// No dyno has more than a quarter of what the machine's table of connections holds.
    private static func ceiling(_ wanted: Int) -> Int {
        // Absent until the first rule that looks at connections: then the next start knows it.
        let text = (try? Files.text("/proc/sys/net/netfilter/nf_conntrack_max", limit: 32)) ?? ""
        guard let room = Int(text.prefix { $0.isNumber }), room > 0 else { return wanted }
        return min(wanted, max(room / 4, 16))
    }

    /// Takes everything away; dynos lose their network.
    package func remove() throws {
        for id in try list() { try detach(id) }
        // Each may be gone already.
        _ = try Command(nft, ["delete", "table", "inet", bridge]).run()
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
