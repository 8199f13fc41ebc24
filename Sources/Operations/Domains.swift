import GRDB
import Ledger
import Linux
import Model

/// `renga domains`: the names that an app is served under.
package struct Domains {
    private let platform: Platform

    package init(_ platform: Platform) { self.platform = platform }

    package func list(_ name: AppName) throws -> [DomainSummary] {
        let domains = try platform.ledger.read { try $0.domains($0.existing(name).id) }
        let target = platform.hosts(name).first ?? ""
        // Where the installation is known on its own machine alone, there is no record that could be set.
        let isPublic = platform.configuration.domain != "localhost"
        return [DomainSummary(host: target, custom: false)]
            + domains.map { domain in
                DomainSummary(
                    host: domain.text,
                    custom: true,
                    recordType: isPublic ? (domain.depth > 2 ? "CNAME" : "ALIAS or ANAME") : nil,
                    target: isPublic ? target : nil
                )
            }
    }

    package func add(_ domain: DomainName, to name: AppName) throws {
        try platform.ledger.write { db in
            let app = try db.existing(name)
            try checkInstallation(domain, app: name, db)
            if let row = try db.domain(domain) {
                let owner = try db.app(id: row.app)?.name.text ?? "?"
                throw Failure(
                    .conflict,
                    row.app == app.id ? "`\(domain)` is a domain of \(name) already" : "`\(domain)` is a domain of the app \(owner)",
                    hint: row.app == app.id
                        ? "`renga domains -a \(name)` lists them"
                        : "remove it there first: renga domains:remove \(domain) -a \(owner)"
                )
            }
            try db.insertDomain(domain, of: app.id, now: Moment.wallMicroseconds())
        }
    }

    /// The names below the installation's own domain are given by the apps' names.
    private func checkInstallation(_ domain: DomainName, app: AppName, _ db: Database) throws {
        let own = platform.configuration.domain.lowercased()
        guard domain.text != own, domain.text != "*.\(own)" else {
            throw Failure(
                .conflict,
                "`\(domain)` is the installation's own: every app has a name below it",
                hint: "choose another; \(app) is served as \(app).\(own)"
            )
        }
        guard domain.text.hasSuffix(".\(own)") else { return }
        let label = domain.text.dropLast(own.utf8.count + 1).split(separator: ".").last.map(String.init) ?? ""
        guard let owner = AppName(label), try db.app(owner) != nil else { return }
        if owner == app, domain.text != "\(app).\(own)" { return }
        throw Failure(
            .conflict,
            owner == app ? "`\(domain)` is \(app)'s by its name" : "`\(domain)` belongs to the app \(owner), by its name",
            hint: owner == app ? "it needs not be added" : "choose another name, or give it to that app: -a \(owner)"
        )
    }

    package func remove(_ domain: DomainName, from name: AppName) throws {
        try platform.ledger.write { db in
            let app = try db.existing(name)
            guard try db.domain(domain)?.app == app.id else {
                throw Failure(
                    .notFound,
                    "`\(domain)` is no domain of \(name) that was added",
                    hint: "`renga domains -a \(name)` lists them"
                )
            }
            try db.deleteDomain(domain)
            try forgetCertificates(of: [domain], app, db)
        }
    }

    /// The domains that were removed.
    package func clear(_ name: AppName) throws -> [DomainName] {
        try platform.ledger.write { db in
            let app = try db.existing(name)
            let domains = try db.domains(app.id)
            for domain in domains { try db.deleteDomain(domain) }
            try forgetCertificates(of: domains, app, db)
            return domains
        }
    }

    /// What was got by itself goes by itself; what a person added stays.
    private func forgetCertificates(of domains: [DomainName], _ app: AppRow, _ db: Database) throws {
        for domain in domains {
            try db.forgetAttempts(app.id, host: domain.text)
            for certificate in try db.certificates(app.id) where certificate.kind == .automatic {
                if certificate.details.hosts == [domain] { try db.deleteCertificate(certificate.id, of: app.id) }
            }
        }
    }
}
