import Ledger
import Model
import Wire

extension RemoveNotify: Operation {
    package func run(_ context: Context) throws -> Answer {
        let gone = try context.ledger.write { db in
            let gone = try NotifyList.named(target, of: app, db)
            for row in gone { try db.deleteNotifyTarget(row.id) }
            return gone
        }
        context.runner.wakeNotify()
        let list = try NotifyList(context, app)
        return gone.map(list.summary)
    }
}
