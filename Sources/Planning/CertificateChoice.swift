import Model

/// Which certificate each name is served with.
package enum CertificateChoice {
    package struct Candidate: Hashable, Sendable {
        package let id: String
        package let app: String
        package let details: CertificateDetails
        package let isAutomatic: Bool
        package let createdAt: Int64

        package init(id: String, app: String, details: CertificateDetails, isAutomatic: Bool, createdAt: Int64) {
            self.id = id
            self.app = app
            self.details = details
            self.isAutomatic = isAutomatic
            self.createdAt = createdAt
        }
    }

    /// Every name once, with the best certificate for it; those with wildcards last.
    ///
    /// A certificate counts for the app that it was added to. One for `*.DOMAIN`, the installation's own domain, counts for
    /// all names of apps there that have none of their own.
    /// - Parameters:
    ///   - domain: the installation's own.
    ///   - now: seconds since 1970.
    package static func make(apps: [RouteTable.App], candidates: [Candidate], domain: String, now: Int64)
        -> [RouteTable.Certificate]
    {
        guard !candidates.isEmpty else { return [] }
        let common = "*.\(domain.lowercased())"
        let shared = candidates.filter { $0.details.hosts.contains { $0.text == common } }
        let byApp = Dictionary(grouping: candidates, by: \.app)
        var hosts: [String: [String]] = [:]
        for app in apps {
            let own = byApp[app.name] ?? []
            for host in app.hosts {
                guard let best = best(of: own, for: host, now) ?? best(of: shared, for: host, now) else { continue }
                hosts[best.id, default: []].append(host)
            }
        }
        if let best = best(of: shared, for: common, now) { hosts[best.id, default: []].append(common) }
        return hosts.map { RouteTable.Certificate(id: $0.key, hosts: Array(Set($0.value)).sorted()) }
            .sorted { (hasWildcard($0), $0.id) < (hasWildcard($1), $1.id) }
    }

    /// One that has not expired, was added by a person, names the host itself, and is the newest: in this order.
    private static func best(of candidates: [Candidate], for host: String, _ now: Int64) -> Candidate? {
        candidates.filter { $0.details.covers(host) }.min { left, right in
            rank(left, host, now).lexicographicallyPrecedes(rank(right, host, now))
        }
    }

    private static func rank(_ candidate: Candidate, _ host: String, _ now: Int64) -> [Int64] {
        [
            candidate.details.notAfter <= now ? 1 : 0,
            candidate.isAutomatic ? 1 : 0,
            candidate.details.hosts.contains { $0.text == host } ? 0 : 1,
            -candidate.createdAt,
        ]
    }

    private static func hasWildcard(_ certificate: RouteTable.Certificate) -> Int {
        certificate.hosts.contains { $0.hasPrefix("*.") } ? 1 : 0
    }
}
