/// Everything that the router serves, whole: the runner sends a new one for every change.
package struct RouteTable: Hashable, Sendable, Codable {
    /// What the router answers for an app that has no dyno to serve a request.
    package enum Phase: String, Sendable, Codable {
        /// Web dynos serve.
        case up
        /// Web dynos are on their way: requests wait (H20).
        case starting
        /// All web dynos have crashed (H10).
        case crashed
        /// `web=0` (H14).
        case noWeb
        /// Nothing was ever deployed (H81).
        case blank
    }

    package struct Backend: Hashable, Sendable, Codable {
        /// Unique for ever, unlike the name: `web.1` of two releases exist side by side during a deploy.
        package var id: String
        /// `web.1`
        package var name: String
        /// IPv4 address in dotted form.
        package var address: String
        package var port: UInt16

        package init(id: String, name: String, address: String, port: UInt16) {
            self.id = id
            self.name = name
            self.address = address
            self.port = port
        }
    }

    package struct App: Hashable, Sendable, Codable {
        package var name: String
        /// Lower-case host names without port; `*.example.com` stands for every name below example.com that has no
        /// closer entry.
        package var hosts: [String]
        package var phase: Phase
        package var maintenance: Bool
        package var backends: [Backend]
        package var policy: RoutePolicy
        /// `noWeb` because the app has no process type `web`, and not because there are none of it.
        package var lacksWeb: Bool
        /// What people call it, where that is not its name: in counts.
        package var shown: String?
        /// `starting`, and not before somebody comes: the router says so once a request waits.
        package var isAsleep: Bool

        package init(
            name: String,
            hosts: [String],
            phase: Phase,
            maintenance: Bool = false,
            backends: [Backend] = [],
            policy: RoutePolicy = RoutePolicy(),
            lacksWeb: Bool = false,
            isAsleep: Bool = false
        ) {
            self.name = name
            self.hosts = hosts
            self.phase = phase
            self.maintenance = maintenance
            self.backends = backends
            self.policy = policy
            self.lacksWeb = lacksWeb
            self.isAsleep = isAsleep
        }

        /// A table that an older version saved has no policy, and does not say that an app lacks web or sleeps.
        package init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            name = try container.decode(String.self, forKey: .name)
            hosts = try container.decode([String].self, forKey: .hosts)
            phase = try container.decode(Phase.self, forKey: .phase)
            maintenance = try container.decode(Bool.self, forKey: .maintenance)
            backends = try container.decode([Backend].self, forKey: .backends)
            policy = try container.decodeIfPresent(RoutePolicy.self, forKey: .policy) ?? RoutePolicy()
            lacksWeb = try container.decodeIfPresent(Bool.self, forKey: .lacksWeb) ?? false
            shown = try container.decodeIfPresent(String.self, forKey: .shown)
            isAsleep = try container.decodeIfPresent(Bool.self, forKey: .isAsleep) ?? false
        }
    }

    /// A certificate that HTTPS is served with. Its chain and its private key are in the file that
    /// `InstallationRoot.routerCertificate(id)` names, which the runner writes before it sends a table that names it.
    package struct Certificate: Hashable, Sendable, Codable {
        /// Of what the file holds: another content has another id. Lower-case hexadecimal digits.
        package var id: String
        /// Lower-case names, wildcards as in `App.hosts`. Where two certificates cover a name, the first one counts.
        package var hosts: [String]

        package init(id: String, hosts: [String]) {
            self.id = id
            self.hosts = hosts
        }
    }

    package static let formatNow = 1

    package var format = RouteTable.formatNow
    /// Grows with every table that the runner makes.
    package var version: UInt64
    package var apps: [App]
    package var certificates: [Certificate]
    /// What affinity cookies are signed with, as hexadecimal digits; empty: there is none, and no affinity.
    package var affinityKey: String

    package init(version: UInt64, apps: [App], certificates: [Certificate] = [], affinityKey: String = "") {
        self.version = version
        self.apps = apps
        self.certificates = certificates
        self.affinityKey = affinityKey
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        format = try container.decodeIfPresent(Int.self, forKey: .format) ?? 1
        try FormatVersion.check(format, known: Self.formatNow, "the route table")
        version = try container.decode(UInt64.self, forKey: .version)
        apps = try container.decode([App].self, forKey: .apps)
        certificates = try container.decodeIfPresent([Certificate].self, forKey: .certificates) ?? []
        affinityKey = try container.decodeIfPresent(String.self, forKey: .affinityKey) ?? ""
    }
}
