import Ledger
import Model
import Wire

extension ListBuildpacks: Operation {
    package func run(_ context: Context) throws -> Answer {
        try context.ledger.read { db in try AppBuildpacks(app: db.existing(app)).settings(db) }
    }
}
