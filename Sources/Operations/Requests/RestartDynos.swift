import Ledger
import Model
import Wire

extension RestartDynos: Operation {
    package func run(_ context: Context) throws -> Answer {
        let changes = DynoChanges(app: app, context: context)
        let (wanted, names, number) = try context.ledger.write { db in
            let wanted = try changes.wanted(db)
            let names = try changes.names(targets, of: wanted)
            try db.wake(app)
            return (wanted, names, try db.restart(targets.isEmpty ? wanted.types.sorted() : targets, of: wanted.row.id))
        }
        context.runner.log(
            app,
            "Restart of \(targets.isEmpty ? "all dynos" : targets.joined(separator: ", ")) by user \(context.peer.name)"
        )
        return try changes.carryOut(names) { try $0.withdrawRestart(number, of: wanted.row.id, former: wanted.orders) }
    }
}
