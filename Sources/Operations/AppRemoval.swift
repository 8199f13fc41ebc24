import Ledger
import Model
import Wire

/// Takes an app away with all that it has: rows, repository, build logs, caches, logs, and its previews. The runner stops the dynos that no
/// row wants any more. The caller holds the lock of the app, or of the one that it is a preview of.
package struct AppRemoval {
    private let platform: Platform
    private let runner: any RunnerServices

    package init(_ platform: Platform, _ runner: any RunnerServices) {
        self.platform = platform
        self.runner = runner
    }

    /// - Parameters:
    ///   - withStorage: its folders that stay go as well, as those of previews always do.
    ///   - client: who hears what previews have left to say.
    /// - Returns: where they are else.
    @discardableResult
    package func run(_ app: AppName, withStorage: Bool, _ client: any Client) throws -> String? {
        let (names, host) = try platform.ledger.read { db in
            (try db.previews(of: db.existing(app).id).map(\.name) + [app], try db.host(of: app))
        }
        let farewell = PreviewFarewell(platform, runner)
        for name in names { farewell.run(name, client) }
        for name in names { runner.endLog(name) }
        let kept: String?
        do {
            kept = try remove(app, withStorage)
        } catch {
            // Before its log, which is a part of it.
            for name in names {
                bringBack(name)
                runner.beginLog(name)
            }
            throw error
        }
        // It is destroyed, whatever stays of its files until the next sweep.
        do {
            for words in try AppGraves(platform).remove() { runner.note(words) }
        } catch {
            runner.note("what was left of \(app) is removed later: \(error)")
        }
        // Nobody settles the push any more that made it, where that was killed.
        if host != app {
            do {
                try InterruptedPush(root: platform.root).clear(host, keeping: nil)
            } catch {
                runner.note("what a killed push left in the repository of \(host) goes with the next: \(error)")
            }
        }
        runner.wake()
        for name in names { runner.sweep(afterDestroying: name) }
        return kept
    }

    /// What is away of an app that is there still: the end of a transaction is not always taken, as where the disk is full.
    private func bringBack(_ app: AppName) {
        do {
            guard let row = try platform.ledger.read({ try $0.app(app) }) else { return }
            try AppBelongings(platform.root, of: row).comeBack()
        } catch {
            runner.note("what belongs to \(app) comes back when the runner starts: \(error)")
        }
    }

    /// All of it or nothing.
    private func remove(_ app: AppName, _ withStorage: Bool) throws -> String? {
        try platform.ledger.write { db in
            let row = try db.existing(app)
            for preview in try db.previews(of: row.id) { try remove(preview, withStorage: true, db) }
            return try remove(row, withStorage: withStorage || row.preview != nil, db)
        }
    }

    /// Away under other names: a new app of this name must not meet what is still being removed.
    @discardableResult
    private func remove(_ row: AppRow, withStorage: Bool, _ db: Transaction) throws -> String? {
        try RetireSlugs.all(of: row, db)
        try db.deleteApp(row.id)
        return try AppBelongings(platform.root, of: row).moveAway(withStorage: withStorage)
    }
}
