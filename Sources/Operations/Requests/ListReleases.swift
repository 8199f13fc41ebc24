import Ledger
import Linux
import Model
import Wire

extension ListReleases: Operation {
    package func run(_ context: Context) throws -> Answer {
        try context.ledger.read { db in
            let app = try db.existing(app)
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
}
