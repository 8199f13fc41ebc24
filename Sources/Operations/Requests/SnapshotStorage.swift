import Ledger
import Linux
import Model
import Wire

/// A copy that a cage of the app's own makes: root opens nothing in the folder.
extension SnapshotStorage: Operation {
    private static let command = "exec cp -a --reflink=auto /from/. /to/"
    /// Among copies, and not one of them: it is whole once it has its name.
    static let half = ".half"

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
        let lock = try storage.lockCopies(folder)
        defer { withExtendedLifetime(lock) {} }
        try checkCount(storage, atMost: platform.configuration.dyno.storageSnapshotsMax)
        try DiskRoom(platform).check("the snapshot", needs: try bytes(storage), of: app)
        let half = storage.place(of: Self.half, folder)
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
        let name = free(storage)
        let place = storage.place(of: name, folder)
        try Files.rename(half, to: place)
        return Answer(copy: StorageSummary.Copy(name: name, place: context.peer.administers ? place : nil))
    }

    /// None gives way by itself: it may be the one that somebody counts on.
    private func checkCount(_ storage: AppStorage, atMost limit: Int) throws {
        let copies = try storage.copies(folder)
        guard copies.count >= limit else { return }
        let oldest = copies.first.map { "remove one: renga storage:snapshot:remove \(folder) \($0) -a \(app); " } ?? ""
        throw Failure(
            .limit,
            "`\(folder)` has \(copies.count) snapshot\(copies.count == 1 ? "" : "s"), and may have no more than \(limit)",
            hint: "\(oldest)the limit is `dyno.storage_snapshots_max` in config.yml"
        )
    }

    /// What nobody has counted may be more than there is room for.
    private func bytes(_ storage: AppStorage) throws -> Int64 {
        switch storage.reading(folder, filesMax: AppStorage.filesMax) {
        case .within(let amount): return amount.bytes
        case .over:
            throw Failure(
                .limit,
                "`\(folder)` has over \(AppStorage.filesMax) files, or folders too deep in each other: there is no snapshot of what cannot be counted",
                hint: "pack what belongs together: renga run -a \(app) -- tar c -C PATH . > FILE has all of it"
            )
        case .unknown(let why):
            throw Failure(.unavailable, "what `\(folder)` takes cannot be told: \(why)", hint: "try again in a moment")
        }
    }

    /// The time that it is now, or the next that no other copy has.
    private func free(_ storage: AppStorage) -> String {
        var time = Moment.wallMicroseconds()
        while true {
            let name = String(Moment.text(time).prefix(19)).replacing(":", with: "-")
            if !Files.exists(storage.place(of: name, folder)) { return name }
            time += 1_000_000
        }
    }
}
