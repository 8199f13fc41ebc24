import Model
import TLS

/// A checked table, ready for lookups; the same value serves all loops.
struct Routes: Sendable {
    struct Target: Sendable {
        let backend: RouteTable.Backend
        let address: UInt32
        /// nil: the app has no affinity.
        let affinity: AffinityMark?
    }

    struct App: Sendable {
        let name: [UInt8]
        /// As people know it, in counts.
        let shown: [UInt8]
        let phase: RouteTable.Phase
        /// There is no process type `web`.
        let lacksWeb: Bool
        let isAsleep: Bool
        let maintenance: Bool
        let policy: RoutePolicy
        /// Its policy asks for it, and there is a key.
        let hasAffinity: Bool
        let targets: [Target]
        let load: AppLoad
    }

    let version: UInt64
    let hosts: HostTable
    let apps: [App]
    /// The certificates of HTTPS; nil where there is no HTTPS.
    let tls: TLSDirectory?

    /// - Parameter previous: What was served before; apps that stay go on counting their requests.
    /// - Throws: `RouteTableError` naming what is wrong with the table.
    init(
        _ table: RouteTable,
        seed: UInt64,
        tls: TLSDirectory? = nil,
        loops: Int = 1,
        after previous: Routes? = nil
    ) throws(RouteTableError) {
        let key = try Self.key(table.affinityKey)
        let loads = Dictionary((previous?.apps ?? []).map { ($0.name, $0.load) }) { $1 }
        var owners: [String: String] = [:]
        var ids: Set<String> = []
        var pairs: [(host: String, app: Int)] = []
        var apps: [App] = []
        for app in table.apps {
            guard !app.name.isEmpty, app.name.utf8.allSatisfy({ $0 > 32 && $0 != ASCII.delete }) else {
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
                return try Self.target(backend, of: app.name, key: app.policy.sessionAffinity ? key : [])
            }
            let name = Array(app.name.utf8)
            apps.append(
                App(
                    name: name,
                    shown: app.shown.map { Array($0.utf8) } ?? name,
                    phase: app.phase,
                    lacksWeb: app.lacksWeb,
                    isAsleep: app.isAsleep,
                    maintenance: app.maintenance,
                    policy: app.policy,
                    hasAffinity: app.policy.sessionAffinity && !key.isEmpty,
                    targets: targets,
                    load: loads[name] ?? AppLoad(loops: loops)
                )
            )
        }
        version = table.version
        hosts = HostTable(pairs, seed: seed)
        self.apps = apps
        self.tls = tls
    }

    /// Empty: there is none.
    private static func key(_ digits: String) throws(RouteTableError) -> [UInt8] {
        let values = digits.utf8.compactMap(ASCII.hexadecimal)
        guard values.count == digits.utf8.count, values.count.isMultiple(of: 2) else {
            throw RouteTableError("the affinity key is not made of pairs of hexadecimal digits")
        }
        return stride(from: 0, to: values.count, by: 2).map { UInt8(values[$0] << 4 | values[$0 + 1]) }
    }

    private static func target(_ backend: RouteTable.Backend, of app: String, key: [UInt8]) throws(RouteTableError) -> Target {
        guard let address = IPv4.parse(backend.address) else {
            throw RouteTableError("address `\(backend.address)` of `\(backend.id)` (\(app)) is not an IPv4 address")
        }
        guard backend.port != 0 else { throw RouteTableError("backend `\(backend.id)` (\(app)) has port 0") }
        guard backend.name.utf8.allSatisfy({ $0 > 32 && $0 != ASCII.delete }) else {
            throw RouteTableError("dyno name `\(backend.name)` (\(app)) is malformed")
        }
        let affinity = key.isEmpty ? nil : AffinityMark(app: app, dyno: backend.id, key: key)
        return Target(backend: backend, address: address, affinity: affinity)
    }

    /// A name in lower case, or `*.` and such a name.
    private static func isHost(_ whole: String) -> Bool {
        let isWildcard = whole.hasPrefix("*.")
        let host = isWildcard ? whole.dropFirst(2) : whole[...]
        guard !host.isEmpty, whole.utf8.count <= 255, !host.hasSuffix("."), !(isWildcard && host.hasPrefix(".")) else { return false }
        return host.utf8.allSatisfy { ASCII.isDigit($0) || ASCII.isLower($0) || "-._:[]".utf8.contains($0) }
    }
}
