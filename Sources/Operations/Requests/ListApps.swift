import Ledger
import Model
import Wire

extension ListApps: Operation {
    package func run(_ context: Context) throws -> Answer {
        let visible = try context.visibleApps()
        return try context.ledger.read { db in
            try db.apps().filter { visible.contains($0.name) }.map { try AppDescription(context.platform).of($0, db) }
        }
    }
}
