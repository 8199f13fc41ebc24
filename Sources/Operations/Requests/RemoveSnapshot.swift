import Ledger
import Linux
import Model
import Wire

extension RemoveSnapshot: Operation {
    package func run(_ context: Context) throws -> Answer {
        let known = try context.ledger.read { db in
            try db.existing(app).currentDeploy.flatMap { try db.deploy($0) }?.storage.map(\.name) ?? []
        }
        let storage = AppStorage(context.platform.root, app)
        // One that was removed has its snapshots still.
        let folders = try known + storage.names().filter { !known.contains($0) }
        guard folders.contains(folder) else { throw storage.none(folder, folders) }
        let lock = try storage.lockCopies(folder)
        defer { withExtendedLifetime(lock) {} }
        let copies = try storage.copies(folder)
        guard copies.contains(snapshot) else { throw none(copies) }
        let half = storage.place(of: SnapshotStorage.half, folder)
        // Whoever was at one has died. From its name on it is half a copy, which is shown to nobody.
        try Files.removeTree(half)
        try Files.rename(storage.place(of: snapshot, folder), to: half)
        try Files.removeTree(half)
        return try storage.copies(folder).map {
            StorageSummary.Copy(name: $0, place: context.peer.administers ? storage.place(of: $0, folder) : nil)
        }
    }

    private func none(_ copies: [String]) -> Failure {
        Failure(
            .notFound,
            "`\(folder)` has no snapshot `\(HarmlessText.text(snapshot))`",
            hint: copies.isEmpty
                ? "it has none: renga storage:snapshot \(folder) -a \(app)"
                : "it has \(copies.prefix(20).joined(separator: ", "))"
        )
    }
}
