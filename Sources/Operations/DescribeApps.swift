import GRDB
import Ledger
import Linux
import Model

/// `renga apps`, `info` and `releases`.
package struct DescribeApps {
    private let platform: Platform

    package init(_ platform: Platform) { self.platform = platform }

    package func all() throws -> [AppSummary] {
        try platform.ledger.read { db in try db.apps().map { try summary(of: $0, db) } }
    }

    package func one(_ name: AppName) throws -> AppSummary {
        try platform.ledger.read { db in try summary(of: try db.existing(name), db) }
    }

    package func releases(_ name: AppName) throws -> [ReleaseSummary] {
        try platform.ledger.read { db in
            let app = try db.existing(name)
            return try db.releases(app.id).map { release in
                ReleaseSummary(
                    version: release.version,
                    description: release.deploy.description,
                    actor: release.deploy.actor,
                    createdAt: Moment.text(release.createdAt),
                    commit: release.deploy.commit,
                    slug: release.deploy.slug,
                    current: release.deploy.id == app.currentDeploy,
                    canRun: release.deploy.slug != nil
                )
            }
        }
    }

    private func summary(of app: AppRow, _ db: Database) throws -> AppSummary {
        let deploy = try app.currentDeploy.flatMap { try db.deploy($0) }
        let slug = try deploy?.slug.flatMap { try db.slug($0) }
        let routing = try db.routing(app.id)
        let known = Set(slug.map { Array($0.manifest.processes.keys) } ?? [])
        return AppSummary(
            name: app.name,
            url: platform.configuration.url(of: app.name, redirects: routing.policy.redirectsToHTTPS),
            domains: try db.domains(app.id).map(\.text),
            maintenance: routing.maintenance,
            paused: routing.policy.isPaused,
            gitURL: platform.gitURL(app.name),
            stack: slug?.manifest.stack ?? app.stack,
            buildpack: slug?.manifest.buildpack,
            release: try app.currentDeploy.flatMap { try db.releaseVersion(ofDeploy: $0) },
            commit: deploy?.commit,
            slugBytes: slug?.bytes,
            formation: try ScaleApp.formation(of: app, known, db),
            createdAt: Moment.text(app.createdAt)
        )
    }
}
