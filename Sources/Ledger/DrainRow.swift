import GRDB
import Model

/// A server that gets an app's log.
package struct DrainRow: Sendable, Hashable {
    package let app: Int64
    /// `d.` and a UUID, which tells whose lines they are and lets nobody in.
    package let token: String
    package let url: DrainURL
    /// Microseconds since 1970.
    package let createdAt: Int64

    init(row: Row) throws {
        app = row["app_id"]
        token = row["token"]
        url = try DrainURL(row["url"])
        createdAt = row["created_at"]
    }
}

extension Database {
    private static let columns = "app_id, token, unseal(sealed, \(Secrets.drain)) AS url, created_at"

    /// The oldest first.
    package func drains(_ app: Int64) throws -> [DrainRow] {
        try Row.fetchAll(self, sql: "SELECT \(Self.columns) FROM drains WHERE app_id = ? ORDER BY id", arguments: [app]).map(DrainRow.init)
    }

    /// Those of all apps, by the app's name.
    package func drains() throws -> [(app: AppName, drain: DrainRow)] {
        let sql = """
            SELECT \(AppRow.nameColumns), drains.* FROM (SELECT id, \(Self.columns) FROM drains) AS drains
            JOIN apps ON apps.id = drains.app_id ORDER BY drains.id
            """
        return try Row.fetchAll(self, sql: sql).map { row in
            (try AppRow.name(row), try DrainRow(row: row))
        }
    }

    package func drainsCount() throws -> Int { try Int.fetchOne(self, sql: "SELECT count(*) FROM drains") ?? 0 }

    package func insertDrain(_ url: DrainURL, token: String, of app: Int64, now: Int64) throws {
        try execute(
            sql: """
                INSERT INTO drains (app_id, token, sealed, created_at)
                SELECT app_id, token, seal(url, \(Secrets.drain)), ? FROM (SELECT ? AS app_id, ? AS token, ? AS url)
                """,
            arguments: [now, app, token, url.description]
        )
    }

    package func deleteDrain(token: String) throws {
        try execute(sql: "DELETE FROM drains WHERE token = ?", arguments: [token])
    }
}
