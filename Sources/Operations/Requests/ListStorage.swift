import Ledger
import Model
import Wire

extension ListStorage: Operation {
    package func run(_ context: Context) throws -> Answer {
        let folders = try context.ledger.read { db in
            try db.existing(app).currentDeploy.flatMap { try db.deploy($0) }?.storage ?? []
        }
        // Outside of the transaction: to count takes its time.
        return try AppStorage(context.platform.root, app)
            .summaries(folders, known: context.runner.storageSizes(of: app), showsPlaces: context.peer.administers)
    }
}
