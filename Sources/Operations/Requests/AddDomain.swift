import Ledger
import Linux
import Model
import Wire

extension AddDomain: Operation {
    package func run(_ context: Context) throws -> Answer {
        try insert(context.platform, try context.visibleApps())
        try context.serveAccordingly(app, "Add domain \(domain)")
        context.runner.wakeCertificates()
        return try DomainList(context.platform).of(app)
    }

    private func insert(_ platform: Platform, _ visible: VisibleApps) throws {
        try platform.ledger.write { db in
            let row = try db.existing(app)
            try checkInstallation(platform, db, visible)
            if let other = try db.domain(domain) {
                let owner = try db.app(id: other.app).map(\.name).flatMap { visible.contains($0) ? $0 : nil }
                throw other.app == row.id ? isOwn : taken(by: owner)
            }
            try db.insertDomain(domain, of: row.id, now: Moment.wallMicroseconds())
        }
    }

    private var isOwn: Failure {
        Failure(.conflict, "`\(domain)` is a domain of \(app) already", hint: "`renga domains -a \(app)` lists them")
    }

    /// - Parameter owner: nil: it is none of theirs.
    private func taken(by owner: AppName?) -> Failure {
        Failure(
            .conflict,
            "`\(domain)` is a domain of \(owner.map { "the app \($0)" } ?? "another app")",
            hint: owner.map { "remove it there first: renga domains:remove \(domain) -a \($0)" }
                ?? "whoever has that app removes it there first"
        )
    }

    /// The names below the installation's own domain are given by the apps' names.
    private func checkInstallation(_ platform: Platform, _ db: Transaction, _ visible: VisibleApps) throws {
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
        // An address that an app had by a name of before is added by that app alone.
        guard let owner = try (db.app(called: label) ?? db.app(formerly: label))?.name else {
            guard !label.contains(PreviewName.separator) || label.hasPrefix("xn--") else {
                throw Failure(
                    .conflict,
                    "`\(domain)` cannot be a domain of \(app): names with two dashes are for previews, `BRANCH--APP`",
                    hint: "choose another name"
                )
            }
            return
        }
        if owner == app, domain.text != "\(app).\(own)" { return }
        let shown = visible.contains(owner) ? owner : nil
        throw Failure(
            .conflict,
            owner == app
                ? "`\(domain)` is \(app)'s by its name"
                : "`\(domain)` belongs to \(shown.map { "the app \($0)" } ?? "another app"), by its name",
            hint: owner == app
                ? "it needs not be added" : "choose another name" + (shown.map { ", or give it to that app: -a \($0)" } ?? "")
        )
    }
}
