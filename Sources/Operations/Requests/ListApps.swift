import Ledger
import Model
import Wire

extension ListApps: Operation {
    package func run(_ context: Context) throws -> Answer {
        try context.ledger.read { db in
            try db.apps().filter { try context.allows(.view, in: $0.name) }.map { try AppDescription(context.platform).of($0, db) }
        }
    }
}
