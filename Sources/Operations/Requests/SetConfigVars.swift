import Ledger
import Model
import Planning
import Wire

/// A new release with the slug of the current one. All or nothing, like a push.
extension SetConfigVars: Operation {
    package func run(_ context: Context) throws -> Answer {
        guard !self.changes.isEmpty else { throw Failure(.invalid, "nothing to set", hint: "renga config:set KEY=value") }
        try ChosenBuildpack.check(changes)
        let known = try context.ledger.read { try $0.configVars($0.existing(app).id) }
        // As on Heroku: a script that tidies up need not know what there is. A slip is told all the same.
        let missing = self.changes.filter { $0.value == nil && known[$0.key] == nil }.keys.sorted()
        for name in missing {
            let near = NearestWord.to(name, among: known.keys.filter { self.changes[$0] == nil })
            try context.client.line("`\(name)` is not set" + (near.map { ": did you mean `\($0)`?" } ?? ""))
        }
        let changes = self.changes.filter { !missing.contains($0.key) }
        guard !changes.isEmpty else { return MadeRelease(version: nil, message: "Nothing has changed") }
        let actor = context.peer.name
        let change = ReleaseChange(app, "\(actor), \(DeployKind.config.rawValue)", skipsRelease: skipsRelease) { db, row, current in
            NewDeploy(
                app: row.id,
                kind: .config,
                state: .booting,
                commit: current?.commit,
                slug: current?.slug,
                config: try ConfigVars.changed(try db.configVars(row.id), by: changes),
                description: ConfigVars.description(of: changes),
                actor: actor
            )
        }
        return try context.runner.release(change, context.client)
    }
}
