import Git
import Ledger
import Linux
import Model
import Operations
import Planning

/// Keeps apps' repositories in order, as the git user, whose they are.
struct RepositoryUpkeep {
    private let platform: Platform

    private let logs: AppLogs

    init(_ platform: Platform, _ logs: AppLogs) {
        self.platform = platform
        self.logs = logs
    }

    /// Packs a repository's loose objects once there are many of them, after the push, so that no pusher waits for it.
    func run(_ app: AppName) {
        guard Files.exists(platform.root.repository(app)) else { return }
        do {
            try bringUpToDate(app)
            let lock = try FileLock.waiting(for: platform.root.packingLock(app))
            defer { withExtendedLifetime(lock) {} }
            try BoundedGit(platform.configuration, platform.root).run(
                ["gc", "--auto", "--quiet"],
                in: platform.root.repository(app),
                settings: GitSettings.packing + ["gc.autoDetach=false"]
            )
        } catch {
            Diagnostics.say("cannot pack the repository of \(app): \(error)")
        }
    }

    /// One in which a push was under way when the runner started.
    private func bringUpToDate(_ app: AppName) throws {
        let config = try GuardedDirectory.open(platform.root.repository(app)).read("config", limit: 1 << 20)
        guard !RepositorySettings.areSet(in: String(decoding: config, as: UTF8.self)) else { return }
        bringUpToDate(only: app)
    }

    /// Brings repositories of older versions into the form of this one: settings, one branch under two names, no replacements.
    /// Those in which a push is under way have their turn after it.
    func bringUpToDate(only one: AppName? = nil) {
        do {
            let lines = try platform.ledger.read { db in
                try db.apps().filter { one == nil || $0.name == one }.compactMap { app -> String? in
                    // What is half done is settled first, by what its branch says.
                    guard try db.unsettledDeploys(app.id).isEmpty else { return nil }
                    return "\(app.name) \(try db.lastPushedRef(app.id) ?? .main)\n"
                }.joined()
            }
            let words = ["\(platform.root.path)/bin/renga-hooks", "upkeep", "--root", platform.root.path]
            for line in try GitUser(platform).run(words, input: lines).split(separator: "\n") {
                let parts = line.split(separator: " ", maxSplits: 1)
                guard parts.count == 2, let app = AppName(String(parts[0])) else { continue }
                logs.api(app, String(parts[1]))
            }
        } catch {
            Diagnostics.say("cannot bring the repositories up to date: \(error)")
        }
    }
}
