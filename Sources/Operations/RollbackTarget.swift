import Ledger
import Model

/// Which release a `rollback` goes back to, or why it cannot.
package struct RollbackTarget {
    private let platform: Platform

    package init(_ platform: Platform) { self.platform = platform }

    /// - Parameters:
    ///   - version: nil: the one before the current that can run.
    ///   - releases: all of the app's, the newest first.
    package func find(_ app: AppName, _ version: Int?, among releases: [ReleaseRow]) throws(Failure) -> ReleaseRow {
        let running = releases.filter { $0.deploy.slug != nil }
        guard let version else {
            if let chosen = running.dropFirst().first { return chosen }
            throw Failure(
                .notFound,
                "`\(app)` has no older release to go back to",
                hint: "`renga releases -a \(app)` lists them, and says which can run"
            )
        }
        if let chosen = running.first(where: { $0.version == version }) { return chosen }
        guard let release = releases.first(where: { $0.version == version }) else {
            throw Failure(
                .notFound,
                "there is no v\(version) of `\(app)`" + (releases.first.map { ": the newest is v\($0.version)" } ?? ""),
                hint: "`renga releases -a \(app)` lists them"
            )
        }
        throw refusal(app, release, running, first: releases.last { $0.deploy.commit != nil })
    }

    /// - Parameter first: the first release that had code.
    private func refusal(_ app: AppName, _ release: ReleaseRow, _ running: [ReleaseRow], first: ReleaseRow?) -> Failure {
        let names = running.prefix(20).map { "v\($0.version)" }.joined(separator: ", ")
        let others = running.isEmpty ? "none of its releases can run" : "those that can run: \(names)"
        guard let commit = release.deploy.commit else {
            let why = first.map { "the first deploy was v\($0.version)" } ?? "nothing was pushed to `\(app)` yet"
            return Failure(.conflict, "v\(release.version) has no code: \(why)", hint: others)
        }
        let kept = platform.configuration.build.releasesKept
        return Failure(
            .conflict,
            "v\(release.version) of `\(app)` cannot run any more: its slug was removed, since the newest \(kept) are kept",
            hint: "\(others)\nto run that code again, push its commit: git push --force heroku \(commit.short):refs/heads/main"
        )
    }
}
