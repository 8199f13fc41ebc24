import Ledger
import Linux
import Model

/// `renga destroy`: rows, repository, build logs, caches and logs. The runner stops the dynos that no row wants any more.
package struct DestroyApp {
    private let platform: Platform

    package init(_ platform: Platform) { self.platform = platform }

    package func run(_ name: AppName, confirm: String) throws {
        guard confirm == name.text else {
            throw Failure(
                .refused,
                confirm.isEmpty ? "destroying `\(name)` needs its name once more" : "`\(confirm)` is not `\(name)`",
                hint:
                    "this removes its repository, releases, config vars and logs for good: `renga destroy --app \(name) --confirm \(name)`"
            )
        }
        try platform.ledger.write { db in
            let app = try db.existing(name)
            try RetireSlugs.all(of: app, db)
            try db.deleteApp(app.id)
        }
        let root = platform.root
        for path in [root.repository(name), root.buildLogs(name), root.cache(name), root.logs(name)] {
            guard Files.exists(path) else { continue }
            // Away under another name first: a new app of this name must not meet what is still being removed.
            let grave = "\(Files.parent(of: path))/.gone-\(name)-\(Moment.wallMicroseconds())"
            try Files.rename(path, to: grave)
            try Files.removeTree(grave)
        }
    }
}
