import Ledger
import Linux
import Model
import Wire

/// Rows, repository, build logs, caches and logs. The runner stops the dynos that no row wants any more.
extension DestroyApp: Operation {
    package func run(_ context: Context) throws -> Answer {
        _ = try context.ledger.read { try $0.existing(app) }
        guard confirm == app.text else { throw unconfirmed }
        let lock = try AppLock(context.platform).wait(app, context.client, for: "destroy") { context.runner.isStopping }
        context.runner.endLog(app)
        do {
            try remove(context.platform)
        } catch {
            context.runner.beginLog(app)
            throw error
        }
        _ = consume lock
        context.runner.wake()
        context.runner.sweep(afterDestroying: app)
        return Done()
    }

    private var unconfirmed: Failure {
        Failure(
            .refused,
            confirm.isEmpty ? "destroying `\(app)` needs its name once more" : "`\(confirm)` is not `\(app)`",
            hint:
                "this removes its repository, releases, config vars and logs for good: `renga destroy --app \(app) --confirm \(app)`"
        )
    }

    private func remove(_ platform: Platform) throws {
        try platform.ledger.write { db in
            let row = try db.existing(app)
            try RetireSlugs.all(of: row, db)
            try db.deleteApp(row.id)
        }
        let root = platform.root
        for path in [root.repository(app), root.buildLogs(app), root.cache(app), root.logs(app)] {
            guard Files.exists(path) else { continue }
            // Away under another name first: a new app of this name must not meet what is still being removed.
            let grave = "\(Files.parent(of: path))/.gone-\(app)-\(Moment.wallMicroseconds())"
            try Files.rename(path, to: grave)
            try Files.removeTree(grave)
        }
    }
}
