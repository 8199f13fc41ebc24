import Ledger
import Model
import Wire

extension ListReleases: Operation {
    package func run(_ context: Context) throws -> Answer {
        try context.ledger.read { db in
            let app = try db.existing(app)
            return try db.releases(app.id).map { ReleaseSummary($0, isCurrent: $0.deploy.id == app.currentDeploy) }
        }
    }
}
