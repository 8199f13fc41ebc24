import Ledger
import Linux
import Model
import Sandbox

/// An app's folders that stay, as they are on the machine.
package struct AppStorage {
    /// Of all folders of an app together: where there are more, nobody knows what they take.
    package static let filesMax: Int64 = 2_000_000
    /// What is counted while somebody waits. Who looks all the time knows the rest.
    package static let filesCounted: Int64 = 20_000

    private let root: InstallationRoot
    private let app: AppName

    package init(_ root: InstallationRoot, _ app: AppName) {
        self.root = root
        self.app = app
    }

    /// Those that are there, whether or not a dyno has them.
    package func names() throws -> [String] { try Files.list(root.storage(app)).filter { !$0.hasPrefix(".") } }

    package func hasFiles(_ name: String) throws -> Bool { try !Files.list(root.storage(app, name)).isEmpty }

    package func reading(_ name: String, filesMax: Int64) -> DiskReading {
        DiskUsage.measure([root.storage(app, name)], limits: DiskLimits(files: max(1, filesMax)))
    }

    /// What all of them take together, and each. Counting ends where there are too many files: those behind have no size then.
    package func readings(filesMax: Int64) throws -> (all: DiskReading, sizes: [String: FolderSize]) {
        var total = DiskAmount()
        var sizes: [String: FolderSize] = [:]
        var unknown: DiskReading?
        for name in try names() {
            let reading = reading(name, filesMax: filesMax - total.files)
            sizes[name] = FolderSize(reading)
            guard let amount = reading.amount else {
                unknown = unknown ?? reading
                continue
            }
            total.bytes += amount.bytes
            total.files += amount.files
            total.apparentBytes += amount.apparentBytes
            if let excess = reading.excess { return (.over(total, excess), sizes) }
        }
        return (unknown ?? .within(total), sizes)
    }

    /// - Parameters:
    ///   - folders: of the release that serves.
    ///   - known: what each took when somebody looked last.
    ///   - showsPlaces: whoever asks looks after the machine.
    package func summaries(_ folders: [StorageFolder], known: [String: FolderSize], showsPlaces: Bool) throws -> [StorageSummary] {
        let there = try names()
        let all = folders.map(\.name) + there.filter { name in !folders.contains { $0.name == name } }
        let counted = try readings(filesMax: Self.filesCounted).sizes
        return try all.map { name in
            let folder = folders.first { $0.name == name }
            var size = there.contains(name) ? counted[name] : FolderSize(bytes: 0, isMore: false)
            if size == nil || size?.isMore == true { size = known[name] ?? size }
            return StorageSummary(
                name: name,
                path: folder?.path,
                types: folder?.types,
                size: size,
                place: showsPlaces ? root.storage(app, name) : nil,
                snapshots: try copies(name).map { .init(name: $0, place: showsPlaces ? place(of: $0, name) : nil) }
            )
        }
    }

    /// The names of a folder's copies, the oldest first.
    package func copies(_ name: String) throws -> [String] {
        try Files.list(root.storageCopies(app, name)).filter { !$0.hasPrefix(".") }.sorted()
    }

    func place(of copy: String, _ name: String) -> String { "\(root.storageCopies(app, name))/\(copy)" }

    /// Held by whoever makes or removes a copy of a folder.
    func lockCopies(_ name: String) throws -> FileLock {
        let copies = root.storageCopies(app, name)
        try Files.makeDirectory(copies, mode: 0o700)
        guard let lock = try FileLock.trying(for: "\(Files.parent(of: copies))/.lock-\(name)") else {
            throw Failure(
                .busy,
                "a snapshot of `\(name)` is being made or removed already",
                hint: "once that is done, try again: renga storage:snapshots \(name) -a \(app)"
            )
        }
        return lock
    }

    func none(_ name: String, _ folders: [StorageFolder]) -> Failure { none(name, folders.map(\.name)) }

    func none(_ name: String, _ folders: [String]) -> Failure {
        let known = folders.map { "`\($0)`" }.joined(separator: ", ")
        let near = NearestWord.to(name, among: folders).map { "did you mean `\($0)`? " } ?? ""
        return Failure(
            .notFound,
            "`\(app)` has no folder `\(HarmlessText.text(name))`",
            hint: folders.isEmpty ? "it has none: renga storage:add data:/app/data -a \(app)" : "\(near)it has \(known)"
        )
    }
}
