import Ledger
import Model
import Wire

extension DescribeApp: Operation {
    package func run(_ context: Context) throws -> Answer {
        try context.ledger.read { db in try AppDescription(context.platform).of(try db.existing(app), db) }
    }
}
