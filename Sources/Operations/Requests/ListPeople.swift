import Ledger
import Model
import Wire

extension ListPeople: Operation {
    package func run(_ context: Context) throws -> Answer {
        try context.ledger.read { db in
            let keys = Dictionary(grouping: try db.keys().filter { $0.app == nil }, by: \.owner)
            return try db.people().map { person in
                PersonSummary(
                    name: person.name,
                    standing: person.standing,
                    keys: keys[person.name]?.count ?? 0,
                    apps: try db.apps(of: person.name),
                    addedBy: person.addedBy
                )
            }
        }
    }
}
