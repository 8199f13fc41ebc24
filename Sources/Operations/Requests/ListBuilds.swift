import Ledger
import Wire

extension ListBuilds: Operation {
    package func run(_ context: Context) throws -> Answer {
        let report = BuildReport(context.platform, app)
        let rows = try context.ledger.read { db in
            try db.builds(db.existing(app).id, limit: min(max(count, 1), Self.countMax))
        }
        return try rows.map(report.summary)
    }
}
