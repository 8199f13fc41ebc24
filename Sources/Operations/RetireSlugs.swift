import Ledger
import Linux
import Model

/// Lets go of slugs that no kept release needs, so that disks do not fill up. Removing the files is `StorageSweep`'s.
package struct RetireSlugs {
    private let platform: Platform

    package init(_ platform: Platform) { self.platform = platform }

    /// Keeps the newest `build.releases_kept` slugs of an app, and what its next build can use again.
    /// - Parameter running: deploys that have dynos, which may be older than that: the last requests take their time.
    package func run(_ name: AppName, running: Set<Int64> = []) throws {
        try platform.ledger.write { db in
            guard let app = try db.app(name) else { return }
            let slugs = try db.slugs(of: app.id)
            let current = try app.currentDeploy.flatMap { try db.deploy($0)?.slug }
            // Pushes that fail must not push out what people can go back to.
            var kept = Array(try db.slugsOfReleases(app.id).prefix(platform.configuration.build.releasesKept))
            let used = try Set(running.compactMap { try db.deploy($0)?.slug } + [current].compactMap(\.self))
            kept += slugs.filter { used.contains($0.digest) }
            let gone = slugs.filter { slug in !kept.contains { $0.digest == slug.digest } }
            let needed = try Set(kept.flatMap(Self.ownLayers)).union(db.newestStepLayers(app.id))
            let layers = try Set(gone.flatMap(Self.ownLayers)).union(db.stepLayers(app.id)).subtracting(needed)
            try Self.doom(name, app.id, gone, layers, db)
        }
    }

    /// Lets go of everything of an app that is being destroyed, in the transaction that destroys it.
    static func all(of app: AppRow, _ db: Transaction) throws {
        let slugs = try db.slugs(of: app.id)
        let layers = try Set(slugs.flatMap(ownLayers)).union(db.stepLayers(app.id))
        try doom(app.name, app.id, slugs, layers, db)
    }

    private static func doom(_ name: AppName, _ app: Int64, _ slugs: [SlugRow], _ layers: Set<String>, _ db: Transaction)
        throws
    {
        try db.doom(name, .slug, slugs.map(\.digest))
        try db.doom(name, .layer, layers)
        for slug in slugs { try db.forgetSlug(slug.digest) }
        try db.forgetSteps(app, layers: layers)
    }

    /// Layers that are the app's own; toolchains and stacks are shared.
    private static func ownLayers(_ slug: SlugRow) -> [String] { slug.manifest.archived.map(\.key) }
}
