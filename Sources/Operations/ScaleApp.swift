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
            let known = try Self.processes(of: app, db)
            var formation = try Self.formation(of: app, known, db)
            for change in changes {
                guard let current = formation[change.type] else { throw Self.unknown(change.type, known: known, name) }
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

    package static func processes(of app: AppRow, _ db: Database) throws -> Set<String> {
        guard let current = app.currentDeploy, let digest = try db.deploy(current)?.slug,
            let slug = try db.slug(digest)
        else { return [] }
        return Set(slug.manifest.processes.keys)
    }

    private static func unknown(_ type: String, known: Set<String>, _ app: AppName) -> Failure {
        guard !known.isEmpty else {
            return Failure(
                .notFound,
                "`\(app)` has no process types yet",
                hint: "push it once: its Procfile says which there are"
            )
        }
        return Failure(
            .notFound,
            "`\(app)` has no process type `\(type)`",
            hint: "its process types are \(known.sorted().joined(separator: ", ")); others come from the Procfile"
        )
    }
}
