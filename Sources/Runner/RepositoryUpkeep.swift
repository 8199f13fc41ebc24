import Linux
import Model
import Operations

/// Packs a repository's loose objects once there are many of them, after the push, so that no pusher waits for it.
struct RepositoryUpkeep {
    private let platform: Platform

    init(_ platform: Platform) { self.platform = platform }

    func run(_ app: AppName) {
        guard Files.exists(platform.root.repository(app)) else { return }
        do {
            let lock = try FileLock.waiting(for: platform.root.packingLock(app))
            defer { withExtendedLifetime(lock) {} }
            try GitUser(platform).git(["-c", "gc.autoDetach=false", "gc", "--auto", "--quiet"], in: platform.root.repository(app))
        } catch {
            Diagnostics.say("cannot pack the repository of \(app): \(error)")
        }
    }
}
