import Ledger
import Model
import Wire

extension RollBackApp: Operation {
    package func run(_ context: Context) throws -> Answer {
        let (platform, actor) = (context.platform, context.peer.name)
        let change = ReleaseChange(app, "\(actor), \(DeployKind.rollback.rawValue)", skipsRelease: skipsRelease) { db, row, current in
            let chosen = try RollbackTarget(platform).find(app, version, among: try db.releases(row.id, limit: .max))
            guard chosen.deploy.id != current?.id else {
                throw Failure(
                    .conflict,
                    "v\(chosen.version) is what `\(app)` runs",
                    hint: "choose another: `renga releases -a \(app)`"
                )
            }
            let serving = try current.flatMap { try db.releaseVersion(ofDeploy: $0.id) }
            try KeepWeb.check(chosen.version, chosen.deploy.slug, after: serving, of: row, db)
            return NewDeploy(
                app: row.id,
                kind: .rollback,
                state: .booting,
                commit: chosen.deploy.commit,
                slug: chosen.deploy.slug,
                config: chosen.deploy.config,
                description: "Rollback to v\(chosen.version)",
                actor: actor,
                storage: chosen.deploy.storage
            )
        }
        return try context.runner.release(change, context.client)
    }
}
