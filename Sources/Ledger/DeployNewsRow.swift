import GRDB
import Model

/// A deploy of which an app's log does not say everything yet.
package struct DeployNewsRow: Sendable {
    package let deploy: DeployRow
    package let app: AppName
    /// 0: nothing was said of it; 1: that it has begun; 2: everything.
    package let announced: Int
    /// Of the release that it became.
    package let version: Int?
    /// Of the one that is current, where it has code that could serve.
    package let serving: Int?
    package let settledAt: Int64?
}

extension Database {
    /// Oldest first; so many at a time.
    package func deployNews(limit: Int = 200) throws -> [DeployNewsRow] {
        try Row.fetchAll(
            self,
            sql: """
                SELECT \(Secrets.deployColumns), apps.name AS app_name, mine.version AS version, theirs.version AS serving
                FROM deploys JOIN apps ON apps.id = deploys.app_id
                LEFT JOIN releases AS mine ON mine.deploy_id = deploys.id
                LEFT JOIN releases AS theirs ON theirs.deploy_id = apps.current_deploy
                    AND EXISTS (SELECT 1 FROM deploys AS now WHERE now.id = apps.current_deploy AND now.slug IS NOT NULL)
                WHERE announced < 2 ORDER BY deploys.id LIMIT ?
                """,
            arguments: [limit]
        ).map { row in
            let deploy = try DeployRow(row: row)
            guard let app = AppName(row["app_name"] as String) else {
                throw Failure(.internal, "deploy \(deploy.id) is of an app without a name")
            }
            return DeployNewsRow(
                deploy: deploy,
                app: app,
                announced: row["announced"],
                version: row["version"],
                serving: row["serving"],
                settledAt: row["settled_at"]
            )
        }
    }

    package func announced(_ deploy: Int64, _ stage: Int) throws {
        try execute(sql: "UPDATE deploys SET announced = ? WHERE id = ?", arguments: [stage, deploy])
    }
}
