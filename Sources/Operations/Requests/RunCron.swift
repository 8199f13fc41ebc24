import Ledger
import Model
import Wire

extension RunCron: Operation {
    package func run(_ context: Context) throws -> Answer {
        let cron = try context.ledger.read { try AppCron(of: $0.existing(app), $0) }
        let order = try cron.order(try cron.entry(id), actor: context.peer.name)
        return Answer(name: try context.runner.run(order, .logged).name)
    }
}
