import Ledger
import Linux
import Model
import Operations
import Sandbox

/// Keeps the disk from filling up: after a release, and after an app was destroyed. Nobody waits for it.
final class StorageUpkeep: Sendable {
    private let platform: Platform
    private let store: LayerStore

    init(_ platform: Platform) throws {
        self.platform = platform
        let layers = platform.configuration.layers
        store = try LayerStore(directory: layers.isEmpty ? platform.root.layers : layers)
    }

    /// Lets go of old slugs of an app, then removes all that apps have let go of.
    func run(after app: AppName) {
        do {
            RepositoryUpkeep(platform).run(app)
            // Whoever builds now holds this lock, and sweeps by itself before it looks for layers.
            if let lock = try FileLock.trying(for: platform.root.buildLock(app)) {
                try RetireSlugs(platform).run(app)
                _ = consume lock
            }
            for app in try platform.ledger.read({ try $0.appsWithDoomed() }) { try sweep(app) }
        } catch {
            Diagnostics.say("cannot remove old slugs of \(app): \(error)")
        }
    }

    private func sweep(_ app: AppName) throws {
        guard let lock = try FileLock.trying(for: platform.root.buildLock(app)) else { return }
        try StorageSweep(platform) { try self.store.remove($0) }.run(app)
        _ = consume lock
    }
}
