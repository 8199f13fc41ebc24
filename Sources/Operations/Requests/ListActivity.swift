import Ledger
import Linux
import Model
import Wire

extension ListActivity: Operation {
    package func run(_ context: Context) throws -> Answer {
        try context.ledger.read { db in
            let since = try app.map { try db.existing($0).createdAt } ?? 0
            // Rows have the name that an app had at first; what was before an app was made is of another of that name.
            let apps = Dictionary(try db.apps().map { ($0.name.text, $0) }, uniquingKeysWith: { first, _ in first })
            return try db.activity(of: app, since: since, count: min(max(count, 1), Self.countMax)).map { row in
                let known = row.app.flatMap { apps[$0] }.flatMap { $0.createdAt <= row.createdAt ? $0.name.shown : nil }
                return ActivitySummary(
                    at: Moment.text(row.createdAt),
                    app: known ?? row.app,
                    person: row.person,
                    origin: row.origin,
                    what: row.what
                )
            }
        }
    }
}
