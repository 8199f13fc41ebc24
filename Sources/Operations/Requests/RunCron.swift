import Ledger
import Model
import Wire

extension RunCron: Operation {
    package func run(_ context: Context) throws -> Answer {
        let cron = try context.ledger.read { try AppCron(of: $0.existing(app), $0) }
        return Answer(name: try context.runner.run(try cron.entry(id), of: cron, actor: context.peer.name))
    }
}
