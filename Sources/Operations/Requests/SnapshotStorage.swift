import Ledger
import Linux
import Model
import Wire

/// A copy that a cage of the app's own makes: root opens nothing in the folder.
extension SnapshotStorage: Operation {
    private static let command = "exec cp -a --reflink=auto /from/. /to/"
    /// Among copies, and not one of them: it is whole once it has its name.
    private static let half = ".half"

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
        let copies = root.storageCopies(app, folder)
        try Files.makeDirectory(copies, mode: 0o700)
        guard let lock = try FileLock.trying(for: "\(Files.parent(of: copies))/.lock-\(folder)") else {
            throw Failure(
                .busy,
                "a snapshot of `\(folder)` is being made already",
                hint: "once it is there, try again: renga storage -a \(app)"
            )
        }
        defer { withExtendedLifetime(lock) {} }
        let half = "\(copies)/\(Self.half)"
        // Whoever made it has died.
        try Files.removeTree(half)
        var order = ReleaseCommand.Order(
            app: app,
            uid: row.uid,
            deploy: Moment.wallMicroseconds(),
            command: Self.command,
            slug: slug,
            secrets: [:],
            config: [:]
        )
        order.kind = .snapshot
        order.mounts = [
            StorageMount(app, folder, at: "/from", isReadOnly: true), StorageMount(app, folder, at: "/to", copy: Self.half),
        ]
        do {
            try context.runner.run(order, context.client)
        } catch {
            // Best effort: it is shown to nobody, and goes before the next one.
            try? Files.removeTree(half)
            throw error
        }
        let copy = free(in: copies)
        try Files.rename(half, to: copy.place)
        // By a clock that was put back it may be the oldest by its name, and is the newest.
        let older = try storage.copies(folder).filter { $0 != copy }.dropLast(AppStorage.copiesMax - 1)
        for old in older { try Files.removeTree(old.place) }
        return Answer(copy: copy, removed: older.map(\.name))
    }

    /// Under the time that it is now, or the next that no other copy has.
    private func free(in copies: String) -> StorageSummary.Copy {
        var time = Moment.wallMicroseconds()
        while true {
            let name = String(Moment.text(time).prefix(19)).replacing(":", with: "-")
            let place = "\(copies)/\(name)"
            if !Files.exists(place) { return StorageSummary.Copy(name: name, place: place) }
            time += 1_000_000
        }
    }
}
