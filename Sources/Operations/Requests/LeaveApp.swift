import Ledger
import Model
import Wire

extension LeaveApp: Operation {
    package func run(_ context: Context) throws -> Answer {
        let person = context.peer.person ?? ""
        try context.ledger.write { db in
            let row = try db.existing(app)
            guard try db.access(row.id, of: person) != nil else {
                throw Failure(
                    .refused,
                    row.owner == person
                        ? "`\(app)` is yours" : "you were not let into `\(app)`: who looks after the machine sees every app",
                    hint: row.owner == person ? "give it to another: renga apps:transfer NAME -a \(app)" : nil
                )
            }
            try db.deleteAccess(row.id, of: person)
        }
        context.runner.log(app, "\(person) left")
        return Done()
    }
}
