import Ledger
import Linux
import Model
import Operations

/// Keeps apps' repositories in order, as the git user, whose they are.
struct RepositoryUpkeep {
    private let platform: Platform

    init(_ platform: Platform) { self.platform = platform }

    /// Packs a repository's loose objects once there are many of them, after the push, so that no pusher waits for it.
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

    /// Brings repositories of older versions into the form of this one: settings, one branch under two names, no replacements.
    /// Those in which a push is under way have their turn when the runner starts the next time.
    func bringUpToDate(_ say: (AppName, String) -> Void) {
        do {
            let lines = try platform.ledger.read { db in
                try db.apps().compactMap { app -> String? in
                    // What is half done is settled first, by what its branch says.
                    guard try db.unsettledDeploys(app.id).isEmpty else { return nil }
                    return "\(app.name) \(try db.lastPushedRef(app.id) ?? .main)\n"
                }.joined()
            }
            let words = ["\(platform.root.path)/bin/renga-hooks", "upkeep", "--root", platform.root.path]
            for line in try GitUser(platform).run(words, input: lines).split(separator: "\n") {
                let parts = line.split(separator: " ", maxSplits: 1)
                guard parts.count == 2, let app = AppName(String(parts[0])) else { continue }
                say(app, String(parts[1]))
            }
        } catch {
            Diagnostics.say("cannot bring the repositories up to date: \(error)")
        }
    }
}
