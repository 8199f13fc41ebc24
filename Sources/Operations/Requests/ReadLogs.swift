import Ledger
import Wire

extension ReadLogs: Operation {
    package func run(_ context: Context) throws -> Answer {
        _ = try context.ledger.read { try $0.existing(app) }
        try context.runner.readLog(app, query, to: context.client)
        return Done()
    }
}
