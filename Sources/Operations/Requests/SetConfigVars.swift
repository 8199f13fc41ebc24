import Ledger
import Model
import Wire

/// A new release with the slug of the current one. All or nothing, like a push.
extension SetConfigVars: Operation {
    package func run(_ context: Context) throws -> Answer {
        guard !changes.isEmpty else { throw Failure(.invalid, "nothing to set", hint: "renga config:set KEY=value") }
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
