import Ledger
import Linux
import Model
import Wire

extension TransferApp: Operation {
    package func run(_ context: Context) throws -> Answer {
        try context.ledger.write { db in
            let row = try db.existing(app)
            guard try db.person(person) != nil else {
                throw Failure(
                    .notFound,
                    "nobody here is called `\(person)`",
                    hint: "let them in first: renga access:add \(ShellQuoting.quote(person)) -a \(app) < key.pub"
                )
            }
            guard row.owner != person else { throw Failure(.conflict, "`\(person)` owns `\(app)` already") }
            try db.deleteAccess(row.id, of: person)
            try db.setOwner(row.id, person)
            if let before = row.owner { try db.setAccess(row.id, of: before, .all, now: Moment.wallMicroseconds()) }
        }
        context.runner.log(app, "Transfer to \(person) by user \(context.peer.name)")
        return Done()
    }
}
