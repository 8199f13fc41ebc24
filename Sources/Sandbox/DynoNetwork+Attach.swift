import Linux
import Model

extension DynoNetwork {
    /// A colon is in no name of a bridge: no installation mistakes another's namespaces for its own.
    func namespace(_ id: String) -> String { "\(bridge):\(id)" }

    /// At most 15 bytes, the same for the same dyno, another one for every other.
    func cable(_ id: String) -> String { "rg" + SHA256.hex(of: namespace(id)).prefix(13) }

    package func path(_ id: String) -> String { "\(Self.namespaces)/\(namespace(id))" }

    /// Makes the namespace of a dyno with its cable: about 9 ms. One that is left from before is replaced.
    ///
    /// - Returns: the namespace's path, for `Cage.Network.namespace`.
    package func attach(_ id: String, address: String) throws -> String {
        guard Cage.isValid(id: id) else { throw Failure(.internal, "`\(id)` cannot name a network namespace") }
        if Files.exists(path(id)) { try detach(id) }
        let name = namespace(id)
        do {
            let mtu = Uplinks.mtu().map { "mtu \($0) " } ?? ""
            let cable = cable(id)
            // The same for the same address: who knew its last owner reaches the next one at once.
            let hardware = DynoAddresses.hardware(address).map { "address \($0) " } ?? ""
            try batch([
                "netns add \(name)",
                "link add \(cable) \(mtu)type veth peer name eth0 \(hardware)\(mtu)netns \(name)",
                "link set \(cable) master \(bridge) up",
                "link set \(cable) type bridge_slave isolated on",
            ])
            try batch(
                [
                    "link set lo up", "addr add \(address)/16 dev eth0", "link set eth0 up",
                    "route add default via \(gateway)",
                ],
                in: name
            )
        } catch {
            // The reason of the failure is the one to tell.
            try? detach(id)
            throw error
        }
        return path(id)
    }

    /// Removes a dyno's namespace, and with it its cable; one that is gone is fine.
    package func detach(_ id: String) throws {
        guard Files.exists(path(id)) else { return }
        try remove(namespace(id))
        // A process that still holds the namespace would keep the cable, and its address, for itself.
        if Files.exists("/sys/class/net/\(cable(id))") {
            _ = try Command("/usr/sbin/ip", ["link", "delete", cable(id)]).run()
        }
    }

    /// Removes a namespace by its name; one that is gone is fine.
    func remove(_ name: String) throws {
        let path = "\(Self.namespaces)/\(name)"
        guard Files.exists(path) else { return }
        let outcome = try Command("/usr/sbin/ip", ["netns", "delete", name]).run()
        // The mount may be gone where the machine was started anew: what is left is an empty file.
        if !outcome.status.isSuccess { try Files.remove(path) }
    }

    /// Ids of the dynos that have a namespace.
    package func list() throws -> [String] {
        let own = bridge + ":"
        return try Files.list(Self.namespaces).filter { $0.hasPrefix(own) }.map { String($0.dropFirst(own.utf8.count)) }
    }
}
