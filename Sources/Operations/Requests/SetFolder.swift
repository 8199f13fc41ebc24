import Ledger
import Model
import Wire

extension SetFolder: Operation {
    package func run(_ context: Context) throws -> Answer {
        try context.ledger.write { db in try db.setFolder(db.existing(app).id, folder) }
        let words = folder.map { "The app is the folder \($0) of its repository" } ?? "The app is the whole repository"
        context.runner.log(app, "\(words), by user \(context.peer.name)")
        return Done()
    }
}
