import Ledger
import Model
import Wire

extension RemoveDrain: Operation {
    package func run(_ context: Context) throws -> Answer {
        let gone = try context.ledger.write { db in
            let gone = try db.drains(db.existing(app).id).filter { row in
                // One that cannot be read is removed by its token.
                let url = try? row.url.get()
                return row.token == drain || url?.description == drain
            }
            guard !gone.isEmpty else {
                // What was typed may have a password in it.
                throw Failure(.notFound, "\(app) has no such log drain", hint: "`renga drains -a \(app)` lists their URLs and tokens")
            }
            for row in gone { try db.deleteDrain(token: row.token) }
            return gone
        }
        context.runner.wakeDrains()
        for row in gone { context.runner.log(app, "Remove log drain \(row.token) by user \(context.peer.name)") }
        let list = try DrainList(context, app)
        return gone.map(list.summary)
    }
}
