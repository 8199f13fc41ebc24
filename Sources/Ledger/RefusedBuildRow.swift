import GRDB
import Model

/// A build that was refused, and since which none was taken.
package struct RefusedBuildRow: Sendable, Hashable {
    package let app: AppName
    package let number: Int64
    package let commit: String?
    package let actor: String
    package let reason: String
    /// Microseconds since 1970.
    package let at: Int64
}

extension Database {
    /// Of each app whose last build was refused: the first that was, since one was taken. What somebody cancelled, or hung up on, counts
    /// as neither.
    package func refusedBuilds() throws -> [RefusedBuildRow] {
        let refused = """
            build IS NOT NULL AND state = 'failed' AND cancelled_by IS NULL AND coalesce(reason, '') NOT LIKE 'the build was cancelled%'
            AND coalesce(reason, '') NOT LIKE 'it was cancelled%' AND coalesce(reason, '') NOT LIKE 'the client went away%'
            """
        let sql = """
            SELECT \(AppRow.nameColumns), build, commit_id, actor, reason, coalesce(settled_at, deploys.created_at) AS at
            FROM apps JOIN deploys ON deploys.id = (
                SELECT min(id) FROM deploys AS mine WHERE mine.app_id = apps.id AND \(refused) AND id > coalesce(
                    (SELECT max(id) FROM deploys AS taken WHERE taken.app_id = apps.id AND taken.state = 'committed'
                     AND taken.build IS NOT NULL), 0)
            )
            """
        return try Row.fetchAll(self, sql: sql).map { row in
            RefusedBuildRow(
                app: try AppRow.name(row),
                number: row["build"],
                commit: row["commit_id"],
                actor: row["actor"],
                reason: row["reason"] ?? "no reason was recorded",
                at: row["at"]
            )
        }
    }
}
