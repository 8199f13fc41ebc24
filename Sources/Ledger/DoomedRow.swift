import GRDB
import Model

/// A file of an app that nothing refers to any more. Named here in the transaction that let go of it, removed from disk
/// after that, and only then forgotten: whatever dies in between, nothing is left for ever.
package struct DoomedRow: Sendable, Hashable {
    package enum Kind: String, Sendable {
        case slug, layer
    }

    package let kind: Kind
    package let key: String
}

extension Database {
    package func doomed(_ app: AppName) throws -> [DoomedRow] {
        try Row.fetchAll(self, sql: "SELECT kind, key FROM doomed WHERE app = ?", arguments: [app.text]).compactMap { row in
            DoomedRow.Kind(rawValue: row["kind"]).map { DoomedRow(kind: $0, key: row["key"]) }
        }
    }

    /// Names of apps, destroyed ones included, that have something to be removed.
    package func appsWithDoomed() throws -> [AppName] {
        try String.fetchAll(self, sql: "SELECT DISTINCT app FROM doomed").compactMap { AppName($0) }
    }

    package func forgetDoomed(_ app: AppName, _ row: DoomedRow) throws {
        try execute(
            sql: "DELETE FROM doomed WHERE app = ? AND kind = ? AND key = ?",
            arguments: [app.text, row.kind.rawValue, row.key]
        )
    }

    package func doom(_ app: AppName, _ kind: DoomedRow.Kind, _ keys: some Sequence<String>) throws {
        for key in keys {
            try execute(
                sql: "INSERT OR IGNORE INTO doomed (app, kind, key) VALUES (?, ?, ?)",
                arguments: [app.text, kind.rawValue, key]
            )
        }
    }

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

    /// Layers of the steps that ran last, by the step's name: the next build may use them again.
    package func newestStepLayers(_ app: Int64) throws -> Set<String> {
        try Set(
            String.fetchAll(
                self,
                sql: """
                    SELECT layer FROM steps AS one WHERE app_id = ?
                    AND used_at = (SELECT max(used_at) FROM steps WHERE app_id = one.app_id AND name = one.name)
                    """,
                arguments: [app]
            )
        )
    }

    package func stepLayers(_ app: Int64) throws -> Set<String> {
        try Set(String.fetchAll(self, sql: "SELECT layer FROM steps WHERE app_id = ?", arguments: [app]))
    }

    package func forgetSlug(_ digest: String) throws {
        try execute(sql: "UPDATE deploys SET slug = NULL WHERE slug = ?", arguments: [digest])
        try execute(sql: "DELETE FROM slugs WHERE digest = ?", arguments: [digest])
    }

    package func forgetSteps(_ app: Int64, layers: some Sequence<String>) throws {
        for layer in layers {
            try execute(sql: "DELETE FROM steps WHERE app_id = ? AND layer = ?", arguments: [app, layer])
        }
    }
}
