import Model
import TLS

/// A checked table, ready for lookups; the same value serves all loops.
struct Routes: Sendable {
    struct Target: Sendable {
        let backend: RouteTable.Backend
        let address: UInt32
    }

    struct App: Sendable {
        let name: [UInt8]
        let phase: RouteTable.Phase
        let maintenance: Bool
        let targets: [Target]
    }

    let version: UInt64
    let hosts: HostTable
    let apps: [App]
    /// The certificates of HTTPS; nil where there is no HTTPS.
    let tls: TLSDirectory?

    /// - Throws: `RouteTableError` naming what is wrong with the table.
    init(_ table: RouteTable, seed: UInt64, tls: TLSDirectory? = nil) throws(RouteTableError) {
        var owners: [String: String] = [:]
        var ids: Set<String> = []
        var pairs: [(host: String, app: Int)] = []
        var apps: [App] = []
        for app in table.apps {
            guard !app.name.isEmpty, app.name.utf8.allSatisfy({ $0 > 32 && $0 != 127 }) else {
                throw RouteTableError("app name `\(app.name)` is malformed")
            }
            for host in app.hosts {
                guard Self.isHost(host) else {
                    throw RouteTableError("host `\(host)` of app `\(app.name)` is malformed")
                }
                if let owner = owners.updateValue(app.name, forKey: host) {
                    throw RouteTableError("host `\(host)` belongs to both `\(owner)` and `\(app.name)`")
                }
                pairs.append((host, apps.count))
            }
            let targets = try app.backends.map { backend throws(RouteTableError) -> Target in
                guard !backend.id.isEmpty, ids.insert(backend.id).inserted else {
                    throw RouteTableError("backend id `\(backend.id)` of app `\(app.name)` is empty or repeated")
                }
                return try Self.target(backend, of: app.name)
            }
            apps.append(
                App(name: Array(app.name.utf8), phase: app.phase, maintenance: app.maintenance, targets: targets)
            )
        }
        version = table.version
        hosts = HostTable(pairs, seed: seed)
        self.apps = apps
        self.tls = tls
    }

    private static func target(_ backend: RouteTable.Backend, of app: String) throws(RouteTableError) -> Target {
        guard let address = IPv4.parse(backend.address) else {
            throw RouteTableError("address `\(backend.address)` of `\(backend.id)` (\(app)) is not an IPv4 address")
        }
        guard backend.port != 0 else { throw RouteTableError("backend `\(backend.id)` (\(app)) has port 0") }
        guard backend.name.utf8.allSatisfy({ $0 > 32 && $0 != 127 }) else {
            throw RouteTableError("dyno name `\(backend.name)` (\(app)) is malformed")
        }
        return Target(backend: backend, address: address)
    }

    private static func isHost(_ host: String) -> Bool {
        guard (1...255).contains(host.utf8.count), !host.hasSuffix(".") else { return false }
        return host.utf8.allSatisfy { byte in
            (ASCII.isAlphanumeric(byte) && ASCII.lower(byte) == byte) || byte == 45 || byte == 46 || byte == 95
                || byte == 58 || byte == 91 || byte == 93
        }
    }
}

/// Why a table was not taken.
struct RouteTableError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
