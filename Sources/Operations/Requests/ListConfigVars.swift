import Ledger
import Wire

extension ListConfigVars: Operation {
    package func run(_ context: Context) throws -> Answer {
        try context.ledger.read { try $0.configVars($0.existing(app).id) }
    }
}
