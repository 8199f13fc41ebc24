import Ledger
import Model
import Wire

extension RemoveStorage: Operation {
    package func run(_ context: Context) throws -> Answer {
        let (root, actor) = (context.platform.root, context.peer.name)
        let storage = AppStorage(root, app)
        let known = try context.ledger.read { db in
            try db.existing(app).currentDeploy.flatMap { try db.deploy($0) }?.storage ?? []
        }
        guard known.contains(where: { $0.name == folder }) else { throw storage.none(folder, known) }
        let change = ReleaseChange(app, "\(actor), storage", skipsRelease: skipsRelease) { db, row, current in
            let known = current?.storage ?? []
            guard known.contains(where: { $0.name == folder }) else { throw storage.none(folder, known) }
            return NewDeploy(
                app: row.id,
                kind: .config,
                state: .booting,
                commit: current?.commit,
                slug: current?.slug,
                config: try db.configVars(row.id),
                description: "Remove storage \(folder)",
                actor: actor,
                storage: known.filter { $0.name != folder }
            )
        }
        let release = try context.runner.release(change, context.client)
        return Answer(release: release, place: context.peer.administers ? root.storage(app, folder) : nil)
    }
}
