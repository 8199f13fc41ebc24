import Glibc
import Ledger
import Linux
import Model
import Sandbox
import Wire

extension AddStorage: Operation {
    package func run(_ context: Context) throws -> Answer {
        let (row, known) = try context.ledger.read { db in
            let row = try db.existing(app)
            return (row, try row.currentDeploy.flatMap { try db.deploy($0) }?.storage ?? [])
        }
        try check(known)
        let storage = AppStorage(context.platform.root, app)
        let there = try storage.names()
        let isNew = !there.contains(folder.name)
        if isNew { try check(kept: there.filter { name in !known.contains { $0.name == name } }) }
        // What is left as it was is left again, and said, where a dyno starts.
        _ = try StoragePlaces(context.platform.root).make([StorageMount(app, folder)], uid: row.uid)
        let hasFiles = try storage.hasFiles(folder.name)
        let actor = context.peer.name
        let change = ReleaseChange(app, "\(actor), storage", skipsRelease: skipsRelease) { db, row, current in
            // Under the app's lock: whoever had it before may have added one.
            let known = current?.storage ?? []
            try check(known)
            return NewDeploy(
                app: row.id,
                kind: .config,
                state: .booting,
                commit: current?.commit,
                slug: current?.slug,
                config: try db.configVars(row.id),
                description: "Add storage \(folder.name) at \(folder.path)",
                actor: actor,
                storage: (known + [folder]).sorted { $0.name < $1.name }
            )
        }
        do {
            return Answer(release: try context.runner.release(change, context.client), hasFiles: hasFiles)
        } catch {
            // Best effort: an empty folder that nobody has is in nobody's way.
            if isNew { try? discard(context) }
            throw error
        }
    }

    /// One with files is somebody's, and so is one that another has added at the same time: its dynos would write into nothing.
    private func discard(_ context: Context) throws {
        let lock = context.platform.root.lock(try context.ledger.read { try $0.host(of: app) })
        guard Files.exists(lock), let held = try FileLock.trying(for: lock) else { return }
        let known = try context.ledger.read { db in try db.existing(app).currentDeploy.flatMap { try db.deploy($0) }?.storage ?? [] }
        if !known.contains(where: { $0.name == folder.name }) { _ = rmdir(context.platform.root.storage(app, folder.name)) }
        _ = consume held
    }

    /// Those that were removed have their files still, and are somebody's.
    private func check(kept: [String]) throws(Failure) {
        guard kept.count >= StorageFolder.countMax else { return }
        throw Failure(
            .limit,
            "`\(app)` has \(kept.count) folders that were removed, whose files are kept: there may be no more",
            hint: "have one of them again by its name, such as `\(kept[0])`; who looks after the machine can remove them: "
                + "renga storage -a \(app)"
        )
    }

    private func check(_ known: [StorageFolder]) throws(Failure) {
        if let same = known.first(where: { $0.name == folder.name }) {
            throw Failure(
                .conflict,
                "`\(app)` has the folder `\(same.name)` at \(same.path) already",
                hint: "to have it elsewhere, remove it first, which keeps its files: renga storage:remove \(same.name) -a \(app)"
            )
        }
        if let other = known.first(where: folder.overlaps) {
            throw Failure(
                .conflict,
                "\(folder.path) \(other.path == folder.path ? "is" : "and \(other.path) are one in the other:") the folder `\(other.name)`"
                    + (other.path == folder.path ? " already" : "'s"),
                hint: "choose a path beside it"
            )
        }
        guard known.count < StorageFolder.countMax else {
            throw Failure(.limit, "`\(app)` has \(known.count) folders, and may have no more", hint: "one folder may have many in it")
        }
    }
}
