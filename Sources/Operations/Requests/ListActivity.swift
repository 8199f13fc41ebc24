import Ledger
import Linux
import Model
import Wire

extension ListActivity: Operation {
    package func run(_ context: Context) throws -> Answer {
        try context.ledger.read { db in
            if let app { _ = try db.existing(app) }
            return try db.activity(of: app, count: min(max(count, 1), Self.countMax)).map {
                ActivitySummary(at: Moment.text($0.createdAt), app: $0.app, person: $0.person, origin: $0.origin, what: $0.what)
            }
        }
    }
}
