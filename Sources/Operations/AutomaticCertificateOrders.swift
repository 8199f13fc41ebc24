import Ledger
import Linux
import Model
import Planning

/// `renga certs:auto`: which names get their certificates by ACME, and when.
package struct AutomaticCertificateOrders {
    /// One certificate that is to be asked for.
    package struct Order: Hashable, Sendable {
        package let app: AppName
        package let host: String
        /// Microseconds since 1970.
        package let due: Int64
    }

    private let platform: Platform

    package init(_ platform: Platform) { self.platform = platform }

    package func status(_ name: AppName) throws -> AutomaticCertificates {
        try platform.ledger.read { try status(try $0.existing(name), $0) }
    }

    package func setEnabled(_ name: AppName, _ enabled: Bool) throws -> AutomaticCertificates {
        guard !enabled || platform.configuration.router.httpsPort != nil else {
            throw Failure(
                .refused,
                "this installation serves no HTTPS, so a certificate would be of no use",
                hint: "set router.https_port in \(platform.root.configuration) and restart the services"
            )
        }
        let acme = platform.configuration.acme
        guard !enabled || acme.agreeToTerms else {
            throw Failure(
                .refused,
                "nobody has agreed to the terms of service of \(acme.directory) yet",
                hint: """
                    read them, then set acme.agree_to_terms: true and acme.email in \(platform.root.configuration) and restart \
                    renga-runner, or run ./install.sh --acme-email YOU@EXAMPLE.COM
                    """
            )
        }
        return try platform.ledger.write { db in
            let app = try db.existing(name)
            try db.setAutomaticCertificates(app.id, enabled)
            try db.forgetAttempts(app.id)
            return try status(app, db)
        }
    }

    /// Tries that failed are forgotten, so that the next comes at once.
    package func refresh(_ name: AppName) throws -> AutomaticCertificates {
        try platform.ledger.write { db in
            let app = try db.existing(name)
            guard try db.hasAutomaticCertificates(app.id) else {
                throw Failure(
                    .refused,
                    "\(name) has no automatic certificates",
                    hint: "renga certs:auto:enable -a \(name)"
                )
            }
            try db.forgetAttempts(app.id)
            return try status(app, db)
        }
    }

    /// All that will ever be due, soonest first.
    package func all() throws -> [Order] {
        guard platform.configuration.acme.agreeToTerms else { return [] }
        let orders = try platform.ledger.read { db in
            try db.apps().flatMap { app -> [Order] in
                guard try db.hasAutomaticCertificates(app.id) else { return [] }
                return try hosts(of: app, db).compactMap { host in
                    guard case .wanted(let due, _, _) = host.need else { return nil }
                    return Order(app: app.name, host: host.name, due: due)
                }
            }
        }
        return orders.sorted { ($0.due, $0.host) < ($1.due, $1.host) }
    }

    package func failed(_ order: Order, _ reason: String) throws {
        try platform.ledger.write { db in
            guard let app = try db.app(order.app) else { return }
            try db.recordFailedAttempt(app.id, host: order.host, error: reason, now: Moment.wallMicroseconds())
        }
    }

    private enum Need {
        /// `due` in microseconds since 1970.
        case wanted(due: Int64, CertificateDetails?, CertificateAttempt?)
        case added(CertificateDetails)
        case impossible(String)
    }

    private func hosts(of app: AppRow, _ db: Transaction) throws -> [(name: String, need: Need)] {
        let now = Moment.wallMicroseconds() / 1_000_000
        let certificates = try db.certificates(app.id).filter { $0.details.notAfter > now }
        let attempts = try db.certificateAttempts(app.id)
        let names = platform.hosts(app.name) + (try db.domains(app.id).map(\.text))
        let own = platform.hosts(app.name)
        return names.map { name in
            let fitting = certificates.filter { $0.details.covers(name) }
            if let added = fitting.first(where: { $0.kind == .added }) { return (name, .added(added.details)) }
            if let reason = impossibility(name, isOwn: own.contains(name)) { return (name, .impossible(reason)) }
            let current = fitting.first?.details
            let attempt = attempts[name]
            let due = CertificateRenewal.due(
                validity: current.map { $0.notBefore...max($0.notBefore, $0.notAfter) },
                failures: attempt?.failures ?? 0,
                triedAt: (attempt?.triedAt ?? 0) / 1_000_000,
                now: now
            )
            return (name, .wanted(due: due * 1_000_000, current, attempt))
        }
    }

    /// - Parameter isOwn: it is below the installation's own domain.
    private func impossibility(_ host: String, isOwn: Bool) -> String? {
        if host.hasPrefix("*.") { return "a wildcard takes a certificate of your own: renga certs:add" }
        if isOwn, platform.configuration.domain == "localhost" { return "localhost is known on this machine alone" }
        return nil
    }

    private func status(_ app: AppRow, _ db: Transaction) throws -> AutomaticCertificates {
        let enabled = try db.hasAutomaticCertificates(app.id)
        return AutomaticCertificates(
            enabled: enabled,
            hosts: try hosts(of: app, db).map { host in
                switch host.need {
                case .added(let details):
                    return .init(host.name, .added, expires: Moment.text(details.notAfter * 1_000_000))
                case .impossible(let reason): return .init(host.name, .impossible, reason: reason)
                case .wanted(let due, let details, let attempt):
                    let state: AutomaticCertificates.State =
                        attempt != nil ? .failing : details != nil ? .issued : .pending
                    return .init(
                        host.name,
                        state,
                        expires: details.map { Moment.text($0.notAfter * 1_000_000) },
                        reason: attempt?.error,
                        next: enabled && due > 0 ? Moment.text(due) : nil
                    )
                }
            }
        )
    }
}
