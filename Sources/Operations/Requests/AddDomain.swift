import Ledger
import Linux
import Model
import Wire

extension AddDomain: Operation {
    package func run(_ context: Context) throws -> Answer {
        try insert(context.platform)
        try context.serveAccordingly(app, "Add domain \(domain)")
        context.runner.wakeCertificates()
        return try DomainList(context.platform).of(app)
    }

    private func insert(_ platform: Platform) throws {
        try platform.ledger.write { db in
            let row = try db.existing(app)
            try checkInstallation(platform, db)
            if let other = try db.domain(domain) {
                let owner = try db.app(id: other.app)?.name.text ?? "?"
                throw Failure(
                    .conflict,
                    other.app == row.id ? "`\(domain)` is a domain of \(app) already" : "`\(domain)` is a domain of the app \(owner)",
                    hint: other.app == row.id
                        ? "`renga domains -a \(app)` lists them"
                        : "remove it there first: renga domains:remove \(domain) -a \(owner)"
                )
            }
            try db.insertDomain(domain, of: row.id, now: Moment.wallMicroseconds())
        }
    }

    /// The names below the installation's own domain are given by the apps' names.
    private func checkInstallation(_ platform: Platform, _ db: Transaction) throws {
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
}
