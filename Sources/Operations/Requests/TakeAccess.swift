import Ledger
import Model
import Wire

extension TakeAccess: Operation {
    package func run(_ context: Context) throws -> Answer {
        try context.ledger.write { db in
            let row = try db.existing(app)
            guard try db.access(row.id, of: person) != nil else {
                let owns = person == row.owner
                throw Failure(
                    owns ? .refused : .notFound,
                    owns ? "`\(person)` owns `\(app)`" : "`\(person)` has no access to `\(app)` that could be taken away",
                    hint: owns
                        ? "give it to another first: renga apps:transfer NAME -a \(app)"
                        : "`renga access -a \(app)` lists who may what"
                )
            }
            try db.deleteAccess(row.id, of: person)
        }
        context.runner.log(app, "Remove \(person) by user \(context.peer.name)")
        return Done()
    }
}
