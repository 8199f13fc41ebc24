import Ledger
import Linux
import Model
import Wire

/// One row changes: folders, dynos and whatever else there is of an app go by the name that it had at first. So no push, dyno or job
/// that is under way notices, and there is nothing that could be left half done.
extension RenameApp: Operation {
    package func run(_ context: Context) throws -> Answer {
        let free = try FreeName(newName, context)
        let platform = context.platform
        let (before, summary) = try platform.ledger.write { db in
            let row = try db.existing(app)
            guard row.preview == nil else {
                throw Failure(.refused, "`\(app)` is a preview, and called as its branch", hint: "push that branch under another name")
            }
            guard row.name.shown != free.name.text else {
                throw Failure(.conflict, "`\(free.name)` is what it is called", hint: "give another name")
            }
            try free.check(db, for: row)
            let before = try AppDescription(platform).of(row, sleep: try db.sleep(row.id), db)
            try db.rename(row, to: free.name, now: Moment.wallMicroseconds())
            return (before, try AppDescription(platform).of(try db.existing(app), sleep: try db.sleep(row.id), db))
        }
        try context.serveAccordingly(app, "Rename to \(free.name)")
        context.runner.wakeCertificates()
        return Answer(app: summary, formerName: before.name.shown, formerURL: before.url)
    }
}
