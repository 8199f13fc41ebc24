import Ledger
import Model
import Wire

extension AwaitDynos: Operation {
    package func run(_ context: Context) throws -> Answer {
        let changes = DynoChanges(app: app, context: context)
        let wanted = try context.ledger.read { try changes.wanted($0) }
        if let idle = wanted.idle, targets.isEmpty { return Answer(DynosUp(dynos: [:]), idle: idle) }
        let names = try changes.names(targets, of: wanted)
        return Answer(try context.runner.awaitDynos(app, Set(names), anew: false, context.client))
    }
}
