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
        store = try LayerStore(directory: platform.layerDirectory)
    }

    /// Lets go of old slugs of an app, then removes all that apps have let go of.
    func run(after app: AppName) {
        do {
            RepositoryUpkeep(platform).run(app)
            // Behind whoever builds now, so that what is being built is not taken for old.
            do {
                let lock = try FileLock.waiting(for: platform.root.buildLock(app))
                defer { withExtendedLifetime(lock) {} }
                try RetireSlugs(platform).run(app)
            }
            for app in try platform.ledger.read({ try $0.appsWithDoomed() }) { try sweep(app) }
        } catch {
            Diagnostics.say("cannot remove old slugs of \(app): \(error)")
        }
    }

    private func sweep(_ app: AppName) throws {
        let lock = try FileLock.waiting(for: platform.root.buildLock(app))
        defer { withExtendedLifetime(lock) {} }
        try StorageSweep(platform) { try self.store.remove($0) }.run(app)
    }
}
