import Ledger
import Linux
import Model
import Wire

/// Rows, repository, build logs, caches and logs. The runner stops the dynos that no row wants any more.
extension DestroyApp: Operation {
    package func run(_ context: Context) throws -> Answer {
        _ = try context.ledger.read { try $0.existing(app) }
        guard confirm == app.shown else { throw unconfirmed }
        let lock = try AppLock(context.platform).wait(app, context.client, for: "destroy") { context.runner.isStopping }
        context.runner.endLog(app)
        let kept: String?
        do {
            kept = try remove(context.platform)
        } catch {
            // Before its log, which is a part of it.
            bringBack(context)
            context.runner.beginLog(app)
            throw error
        }
        // It is destroyed, whatever stays of its files until the next sweep.
        do {
            for words in try AppGraves(context.platform).remove() { context.runner.note(words) }
        } catch {
            context.runner.note("what was left of \(app) is removed later: \(error)")
        }
        // Its deploy keys are away; a key that the ledger does not know is refused in any case.
        do { try Keys(context.platform).writeAuthorizedKeys() } catch { context.runner.note("authorized_keys is as it was: \(error)") }
        _ = consume lock
        context.runner.wake()
        context.runner.sweep(afterDestroying: app)
        // Whoever does not look after the machine has a name to ask for there.
        return Answer(keptStorage: context.peer.administers ? kept : kept.map { Files.name(of: $0) })
    }

    private var unconfirmed: Failure {
        Failure(
            .refused,
            confirm.isEmpty ? "destroying `\(app)` needs its name once more" : "`\(confirm)` is not `\(app)`",
            hint:
                "this removes its repository, releases, config vars and logs for good: `renga destroy --app \(app) --confirm \(app)`"
                + "\nwhat is in its storage is kept, but with --with-storage"
        )
    }

    /// What is away of an app that is there still: the end of a transaction is not always taken, as where the disk is full.
    private func bringBack(_ context: Context) {
        do {
            guard let row = try context.ledger.read({ try $0.app(app) }) else { return }
            try AppBelongings(context.platform.root, of: row).comeBack()
        } catch {
            context.runner.note("what belongs to \(app) comes back when the runner starts: \(error)")
        }
    }

    private func remove(_ platform: Platform) throws -> String? {
        try platform.ledger.write { db in
            let row = try db.existing(app)
            try RetireSlugs.all(of: row, db)
            try db.deleteApp(row.id)
            // Away under other names, all of it or nothing: a new app of this name must not meet what is still being removed.
            return try AppBelongings(platform.root, of: row).moveAway(withStorage: withStorage == true)
        }
    }
}
