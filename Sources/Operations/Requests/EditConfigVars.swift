import Ledger
import Model
import Planning
import Wire

/// Compare and set: the release whose config vars were edited says what they were.
extension EditConfigVars: Operation {
    package func run(_ context: Context) throws -> Answer {
        let (shown, known) = try context.ledger.read { db in
            let row = try db.existing(app)
            guard let release = try db.release(row.id, version: base) else {
                throw Failure(.notFound, "`\(app)` has no release v\(base)", hint: "begin anew: renga config:edit -a \(app)")
            }
            return (release.deploy.config, try db.configVars(row.id))
        }
        try check(shown, known)
        guard known != vars else { return MadeRelease(version: nil, message: "Nothing has changed") }
        try ChosenBuildpack.check(ConfigVars.changes(from: known, to: vars))
        let actor = context.peer.name
        let change = ReleaseChange(app, "\(actor), \(DeployKind.config.rawValue)", skipsRelease: skipsRelease) { db, row, current in
            // Under the app's lock: whoever had it before may have changed them.
            let known = try db.configVars(row.id)
            try check(shown, known)
            let changes = ConfigVars.changes(from: known, to: vars)
            return NewDeploy(
                app: row.id,
                kind: .config,
                state: .booting,
                commit: current?.commit,
                slug: current?.slug,
                config: try ConfigVars.changed(known, by: changes),
                description: ConfigVars.description(of: changes),
                actor: actor
            )
        }
        return try context.runner.release(change, context.client)
    }

    private func check(_ shown: [String: String], _ known: [String: String]) throws(Failure) {
        let changed = ConfigVars.changes(from: shown, to: known).keys.sorted().map { "`\($0)`" }
        guard !changed.isEmpty else { return }
        throw Failure(
            .conflict,
            "\(changed.joined(separator: ", ")) \(changed.count == 1 ? "has" : "have") changed since v\(base), which you edited",
            hint: "nothing was set; `renga releases -a \(app)` shows by whom. Begin anew: renga config:edit -a \(app)"
        )
    }
}
