import Ledger
import Linux
import Model
import Sandbox

/// An app's folders that stay, as they are on the machine.
package struct AppStorage {
    /// Of one folder; the oldest gives way to the next.
    package static let copiesMax = 5
    /// What more is there is not counted, so that nobody waits for it.
    private static let filesCounted: Int64 = 500_000

    private let root: InstallationRoot
    private let app: AppName

    package init(_ root: InstallationRoot, _ app: AppName) {
        self.root = root
        self.app = app
    }

    /// Those that are there, whether or not a dyno has them.
    package func names() throws -> [String] { try Files.list(root.storage(app)).filter { !$0.hasPrefix(".") } }

    package func hasFiles(_ name: String) throws -> Bool { try !Files.list(root.storage(app, name)).isEmpty }

    package func reading(_ name: String, limits: DiskLimits = DiskLimits(bytes: 0, files: AppStorage.filesCounted)) -> DiskReading {
        DiskUsage.measure([root.storage(app, name)], limits: limits)
    }

    package func summaries(_ folders: [StorageFolder]) throws -> [StorageSummary] {
        let there = try names()
        let all = folders.map(\.name) + there.filter { name in !folders.contains { $0.name == name } }
        return try all.map { name in
            let folder = folders.first { $0.name == name }
            let reading = there.contains(name) ? reading(name) : .within(DiskAmount())
            var isMore = false
            if case .over = reading { isMore = true }
            return StorageSummary(
                name: name,
                path: folder?.path,
                types: folder?.types,
                bytes: reading.amount?.bytes,
                isMore: isMore,
                place: root.storage(app, name),
                snapshots: try copies(name)
            )
        }
    }

    /// The oldest first.
    package func copies(_ name: String) throws -> [StorageSummary.Copy] {
        let folder = root.storageCopies(app, name)
        return try Files.list(folder).filter { !$0.hasPrefix(".") }.map { .init(name: $0, place: "\(folder)/\($0)") }
    }

    func none(_ name: String, _ folders: [StorageFolder]) -> Failure {
        let known = folders.map { "`\($0.name)`" }.joined(separator: ", ")
        let near = NearestWord.to(name, among: folders.map(\.name)).map { "did you mean `\($0)`? " } ?? ""
        return Failure(
            .notFound,
            "`\(app)` has no folder `\(HarmlessText.text(name))`",
            hint: folders.isEmpty ? "it has none: renga storage:add data:/app/data -a \(app)" : "\(near)it has \(known)"
        )
    }
}
