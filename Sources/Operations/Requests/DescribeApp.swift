import Ledger
import Linux
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
            if let last = try db.lastBuiltRelease(row.id) {
                (summary.lastDeployAt, summary.lastDeployBy) = (Moment.text(last.at), last.actor)
            }
            return (summary, deploy?.storage ?? [])
        }
        summary.memoryBytes = context.runner.memoryUse(of: app)[app]
        // A preview's is its app's.
        if summary.parent == nil { summary.repositoryBytes = AppBelongings.repositoryBytes(context.platform.root, app) }
        let storage = try AppStorage(context.platform.root, app)
            .summaries(folders, known: context.runner.storageSizes(of: app), showsPlaces: context.peer.administers)
        if !storage.isEmpty { summary.storage = storage }
        return summary
    }
}
