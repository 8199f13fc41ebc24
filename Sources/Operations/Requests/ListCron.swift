import Ledger
import Linux
import Model
import Wire

extension ListCron: Operation {
    package func run(_ context: Context) throws -> Answer {
        try context.ledger.read { try AppCron(of: $0.existing(app), $0) }.summaries(now: Moment.wallMicroseconds() / 1_000_000)
    }
}
