import Ledger
import Linux
import Model
import Wire

/// A copy that a cage of the app's own makes: root opens nothing in the folder.
extension SnapshotStorage: Operation {
    private static let command = "exec cp -a --reflink=auto /from/. /to/"

    package func run(_ context: Context) throws -> Answer {
        let (platform, root) = (context.platform, context.platform.root)
        let (row, known, slug) = try context.ledger.read { db in
            let row = try db.existing(app)
            let deploy = try row.currentDeploy.flatMap { try db.deploy($0) }
            return (row, deploy?.storage ?? [], try deploy?.slug.flatMap { try db.slug($0)?.manifest })
        }
        let storage = AppStorage(root, app)
        guard known.contains(where: { $0.name == folder }) else { throw storage.none(folder, known) }
        guard let slug else {
            throw Failure(
                .notFound,
                "nothing was pushed to `\(app)` yet: its folder `\(folder)` is empty",
                hint: "push it: git push heroku main"
            )
        }
        guard let bytes = storage.reading(folder).amount?.bytes else {
            throw Failure(.unavailable, "`\(folder)` cannot be measured now", hint: "try again in a moment")
        }
        try DiskRoom(platform).check("the snapshot", needs: bytes, of: app)
        let now = Moment.wallMicroseconds()
        let name = String(Moment.text(now).prefix(19)).replacing(":", with: "-")
        let copy = StorageSummary.Copy(name: name, place: "\(root.storageCopies(app, folder))/\(name)")
        var order = ReleaseCommand.Order(
            app: app,
            uid: row.uid,
            deploy: now,
            command: Self.command,
            slug: slug,
            secrets: [:],
            config: [:]
        )
        order.kind = .snapshot
        order.mounts = [
            StorageMount(app, folder, at: "/from", isReadOnly: true), StorageMount(app, folder, at: "/to", copy: name),
        ]
        do {
            try context.runner.run(order, context.client)
        } catch {
            // Half a copy is none. Best effort: what stays is among the copies, and goes as they do.
            try? Files.removeTree(copy.place)
            throw error
        }
        let older = try storage.copies(folder).dropLast(AppStorage.copiesMax)
        for old in older { try Files.removeTree(old.place) }
        return Answer(copy: copy, removed: older.map(\.name))
    }
}
