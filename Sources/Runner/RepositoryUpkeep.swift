import Git
import Glibc
import Ledger
import Linux
import Model
import Operations
import Planning
import Sandbox

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
            let lock = try FileLock.waiting(for: platform.root.packingLock(app))
            defer { withExtendedLifetime(lock) {} }
            try BoundedGit(platform.configuration, platform.root).run(
                ["gc", "--auto", "--quiet"],
                in: platform.root.repository(app),
                settings: GitSettings.packing + ["gc.autoDetach=false"]
            ) { git in
                // It can wait: it has what visitors and builds leave.
                do {
                    let user = try Account.existing(platform.configuration.users.git, of: platform.root)
                    try BuildPriority(platform.configuration).take(git.pid, of: user.uid)
                } catch {
                    Diagnostics.say("packing the repository of \(app) has a full share of the processors: \(error)")
                }
            }
        } catch {
            Diagnostics.say("cannot pack the repository of \(app): \(error)")
        }
    }

    private static let turnMilliseconds: Int32 = 2_000

    /// Brings repositories of older versions into the form of this one: settings, one branch under two names, no replacements.
    /// Those in which a push is under way, an older version's perhaps, have their turn after it.
    func bringUpToDate(isOver: () -> Bool) {
        do {
            var due = try platform.ledger.read { try $0.appsWithRepositories() }.filter { !isInForm($0) }
            while !due.isEmpty, !isOver() {
                due = try bringUpToDate(due)
                if !due.isEmpty { _ = poll(nil, 0, Self.turnMilliseconds) }
            }
        } catch {
            Diagnostics.say("cannot bring the repositories up to date: \(error)")
        }
    }

    /// What cannot be read here is looked at by who works there, and said.
    private func isInForm(_ app: AppName) -> Bool {
        do {
            let config = try GuardedDirectory.open(platform.root.repository(app)).read("config", limit: 1 << 20)
            return RepositorySettings.areSet(in: String(decoding: config, as: UTF8.self))
        } catch {
            return false
        }
    }

    /// - Returns: those that have to wait.
    private func bringUpToDate(_ due: [AppName]) throws -> [AppName] {
        var waiting: [AppName] = []
        var lines = ""
        for name in due {
            let (isThere, ref) = try platform.ledger.read { db -> (Bool, RefName?) in
                guard let app = try db.app(name) else { return (false, nil) }
                // What is half done is settled first, by what its branch says.
                guard try db.unsettledDeploys(app.id).isEmpty else { return (true, nil) }
                return (true, try db.lastPushedRef(app.id) ?? .main)
            }
            if let ref { lines += "\(name.text) \(ref)\n" } else if isThere { waiting.append(name) }
        }
        guard !lines.isEmpty else { return waiting }
        let words = ["\(platform.root.path)/bin/renga-hooks", "upkeep", "--root", platform.root.path]
        for line in try GitUser(platform).run(words, input: lines).split(separator: "\n") {
            let parts = line.split(separator: " ", maxSplits: 1)
            guard let app = parts.first.flatMap({ AppName(String($0)) }) else { continue }
            if parts.count == 2 { logs.api(app, String(parts[1])) } else { waiting.append(app) }
        }
        return waiting
    }
}
