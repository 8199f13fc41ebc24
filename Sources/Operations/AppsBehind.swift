import Ledger
import Linux
import Model
import Sandbox

/// Which apps stand on less than what this machine knows of: said from what is here, so that nobody waits for a publisher.
struct AppsBehind {
    private let context: Context
    private let store: LayerStore
    private let newest: [String: String]

    init(_ context: Context) throws {
        self.context = context
        store = try LayerStore(directory: context.platform.layerDirectory)
        let stacks = try context.runner.stacks()
        newest = try context.ledger.read { db in
            try Dictionary(stacks.map { ($0.name, try AppBase.newest(of: $0, db)) }, uniquingKeysWith: { $1 })
        }
    }

    /// Whether another base system of its stack is newer here.
    func hasNewerBase(_ manifest: SlugManifest) -> Bool {
        guard let newest = newest[manifest.stack], newest != manifest.base else { return false }
        return store.exists(newest)
    }

    /// Whether `stack:update` has something to do, as far as somebody has asked Debian.
    func isBehind(_ app: AppRow) throws -> Bool {
        guard let manifest = try context.ledger.read({ try AppBase.manifest(of: app, $0) }) else { return false }
        return hasNewerBase(manifest) || store.packageNews(of: AppBase.packaged(manifest)).map { $0.count > 0 } ?? false
    }
}
