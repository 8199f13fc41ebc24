import Ledger
import Linux
import Model
import Wire

extension ShowSleep: Operation {
    package func run(_ context: Context) throws -> Answer {
        try context.ledger.read { db in
            let row = try db.existing(app)
            let sleep = try db.sleep(row.id)
            return Answer(settings: sleep?.settings, idleSince: sleep?.idleSince(row.currentDeploy).map { Moment.text($0) })
        }
    }
}
