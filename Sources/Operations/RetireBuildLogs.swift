import Ledger
import Linux
import Model
import Planning

/// Removes an app's build logs by `build.logs_kept`: builds that fail leave one as well, and no release ever follows them.
package struct RetireBuildLogs {
    private let platform: Platform

    package init(_ platform: Platform) { self.platform = platform }

    /// The caller holds the app's build lock.
    package func run(_ name: AppName) throws {
        let folder = platform.root.buildLogs(name)
        let names = try Files.list(folder)
        guard names.count > platform.configuration.build.logsKept else { return }
        let kept = try platform.ledger.read { db in try db.app(name).map { try db.buildsOfKeptReleases($0.id) } ?? [] }
        for name in BuildLogRetention.gone(names, kept: kept, newest: platform.configuration.build.logsKept) {
            try Files.remove("\(folder)/\(name)")
        }
    }
}
