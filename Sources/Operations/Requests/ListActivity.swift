import Ledger
import Linux
import Model
import Wire

extension ListActivity: Operation {
    package func run(_ context: Context) throws -> Answer {
        try context.ledger.read { db in
            let since = try app.map { try db.existing($0).createdAt } ?? 0
            return try db.activity(of: app, since: since, count: min(max(count, 1), Self.countMax)).map {
                ActivitySummary(at: Moment.text($0.createdAt), app: $0.app, person: $0.person, origin: $0.origin, what: $0.what)
            }
        }
    }
}
