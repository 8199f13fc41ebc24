import GRDB
import Ledger
import Model

/// `renga ps:scale`: how many dynos of each process type there should be.
package struct ScaleApp {
    private let platform: Platform

    package init(_ platform: Platform) { self.platform = platform }

    /// The quantities of every process type afterwards.
    package func run(_ name: AppName, changes: [ScaleChange]) throws -> [String: Int] {
        try platform.ledger.write { db in
            let app = try db.existing(name)
            let types = try Self.types(of: app, db)
            let known = types ?? []
            var formation = try Self.formation(of: app, known, db)
            for change in changes {
                guard let current = formation[change.type] else { throw Self.unknown(change.type, types, name) }
                let quantity = change.quantity(from: current)
                guard quantity <= platform.configuration.dyno.quantityMax else {
                    throw Failure(
                        .limit,
                        "\(change.type)=\(quantity) is over the limit of \(platform.configuration.dyno.quantityMax) dynos of one type",
                        hint: "the limit is `dyno.quantity_max` in \(platform.root.configuration)"
                    )
                }
                formation[change.type] = quantity
                try db.setFormation(app.id, type: change.type, quantity: quantity)
            }
            return formation
        }
    }

    package static func formation(of app: AppRow, _ known: Set<String>, _ db: Database) throws -> [String: Int] {
        let stored = try db.formation(app.id)
        return Dictionary(uniqueKeysWithValues: known.map { ($0, stored[$0] ?? ($0 == "web" ? 1 : 0)) })
    }

    /// How many web dynos the current release is to have.
    package static func webDynos(of app: AppRow, _ db: Database) throws -> Int {
        try formation(of: app, try types(of: app, db) ?? [], db)["web"] ?? 0
    }

    /// The process types of the current release; nil before the first push.
    package static func types(of app: AppRow, _ db: Database) throws -> Set<String>? {
        guard let current = app.currentDeploy, let digest = try db.deploy(current)?.slug,
            let slug = try db.slug(digest)
        else { return nil }
        return Set(slug.manifest.processes.keys)
    }

    /// Why nothing of an app runs; nil where something should.
    package func idleness(_ name: AppName) throws -> Idleness? {
        try platform.ledger.read { db in
            let app = try db.existing(name)
            let types = try Self.types(of: app, db)
            return Idleness(
                name,
                types: types,
                quantities: try Self.formation(of: app, types ?? [], db),
                host: platform.configuration.gitHost
            )
        }
    }

    private static func unknown(_ type: String, _ types: Set<String>?, _ app: AppName) -> Failure {
        guard let known = types, !known.isEmpty else {
            let idle = Idleness(app, types: types, quantities: [:], host: "")
            return Failure(.notFound, idle?.message ?? "", hint: idle?.hint(isHere: true))
        }
        return Failure(
            .notFound,
            "`\(app)` has no process type `\(type)`",
            hint: "its process types are \(known.sorted().joined(separator: ", ")); others come from the Procfile"
        )
    }
}
