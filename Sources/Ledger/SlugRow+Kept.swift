import GRDB
import Model

/// The slugs of an app that are kept, and those that are let go of.
extension Database {
    /// Every slug of an app, newest deploy first; those of deploys that are under way are first of all.
    package func slugs(of app: Int64) throws -> [SlugRow] {
        let digests = try String.fetchAll(
            self,
            sql: """
                SELECT slug FROM deploys WHERE app_id = ? AND slug IS NOT NULL
                GROUP BY slug ORDER BY max(state IN ('building', 'booting', 'prepared')) DESC, max(id) DESC
                """,
            arguments: [app]
        )
        return try digests.compactMap { try slug($0) }
    }

    /// Slugs of deploys that became a release, or may become one; the newest first. Those of deploys that failed are none.
    package func slugsOfReleases(_ app: Int64) throws -> [SlugRow] {
        let digests = try String.fetchAll(
            self,
            sql: """
                SELECT slug FROM deploys WHERE app_id = ? AND slug IS NOT NULL AND state <> 'failed'
                GROUP BY slug ORDER BY max(state IN ('building', 'booting', 'prepared')) DESC, max(id) DESC
                """,
            arguments: [app]
        )
        return try digests.compactMap { try slug($0) }
    }

    /// Numbers of the builds whose slugs can still run.
    package func buildsOfKeptReleases(_ app: Int64) throws -> Set<Int64> {
        try Set(
            Int64.fetchAll(
                self,
                sql: """
                    SELECT build FROM deploys WHERE app_id = ?1 AND build IS NOT NULL AND slug IN (
                        SELECT slug FROM deploys JOIN releases ON releases.deploy_id = deploys.id WHERE deploys.app_id = ?1
                    )
                    """,
                arguments: [app]
            )
        )
    }

    package func forgetSlug(_ digest: String) throws {
        try execute(sql: "UPDATE deploys SET slug = NULL WHERE slug = ?", arguments: [digest])
        try execute(sql: "DELETE FROM slugs WHERE digest = ?", arguments: [digest])
    }
}
