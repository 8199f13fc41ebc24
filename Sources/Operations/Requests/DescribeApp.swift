import Ledger
import Model
import Wire

extension DescribeApp: Operation {
    package func run(_ context: Context) throws -> Answer {
        var (summary, folders) = try context.ledger.read { db in
            let row = try db.existing(app)
            let deploy = try row.currentDeploy.flatMap { try db.deploy($0) }
            var summary = try AppDescription(context.platform).of(row, sleep: try db.sleep(row.id), db)
            // A preview is whose its app is.
            summary.owner = try row.preview.map { try db.app(id: $0.parent)?.owner } ?? row.owner
            return (summary, deploy?.storage ?? [])
        }
        let storage = try AppStorage(context.platform.root, app)
            .summaries(folders, known: context.runner.storageSizes(of: app), showsPlaces: context.peer.administers)
        if !storage.isEmpty { summary.storage = storage }
        return summary
    }
}
