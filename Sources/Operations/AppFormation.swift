import Ledger
import Model

/// How many dynos of each process type an app is to have.
package struct AppFormation {
    private let platform: Platform

    package init(_ platform: Platform) { self.platform = platform }

    static func quantities(of app: AppRow, _ known: Set<String>, _ db: Transaction) throws -> [String: Int] {
        let stored = try db.formation(app.id)
        return Dictionary(uniqueKeysWithValues: known.map { ($0, stored[$0] ?? ($0 == "web" ? 1 : 0)) })
    }

    /// How many web dynos the current release is to have.
    package static func webDynos(of app: AppRow, _ db: Transaction) throws -> Int {
        try quantities(of: app, try types(of: app, db) ?? [], db)["web"] ?? 0
    }

    /// The process types of the current release; nil before the first push.
    static func types(of app: AppRow, _ db: Transaction) throws -> Set<String>? {
        guard let current = app.currentDeploy, let digest = try db.deploy(current)?.slug,
            let slug = try db.slug(digest)
        else { return nil }
        return Set(slug.manifest.processes.keys)
    }

    /// Why nothing of an app runs; nil where something should.
    package func idleness(_ name: AppName) throws -> Idleness? {
        try platform.ledger.read { db in try idleness(of: try db.existing(name), db) }
    }

    func idleness(of app: AppRow, _ db: Transaction) throws -> Idleness? {
        let types = try Self.types(of: app, db)
        return Idleness(
            app.name,
            types: types,
            quantities: try Self.quantities(of: app, types ?? [], db),
            host: platform.configuration.gitHost
        )
    }
}
