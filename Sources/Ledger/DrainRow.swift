import GRDB
import Model

/// A server that gets an app's log.
package struct DrainRow: Sendable, Hashable {
    package let app: Int64
    /// `d.` and a UUID, which tells whose lines they are and lets nobody in.
    package let token: String
    /// Or why it cannot be read.
    package let url: Result<DrainURL, Failure>
    /// Microseconds since 1970.
    package let createdAt: Int64

    fileprivate init(row: Row, _ db: Database) throws {
        app = row["app_id"]
        token = row["token"]
        url = try db.opened(token)
        createdAt = row["created_at"]
    }
}

extension Database {
    private static let columns = "app_id, token, created_at"

    /// The oldest first.
    package func drains(_ app: Int64) throws -> [DrainRow] {
        let rows = try Row.fetchAll(self, sql: "SELECT \(Self.columns) FROM drains WHERE app_id = ? ORDER BY id", arguments: [app])
        return try rows.map { try DrainRow(row: $0, self) }
    }

    /// Those of all apps, by the app's name.
    package func drains() throws -> [(app: AppName, drain: DrainRow)] {
        let sql = """
            SELECT \(AppRow.nameColumns), app_id, token, drains.created_at FROM drains JOIN apps ON apps.id = drains.app_id
            ORDER BY drains.id
            """
        return try Row.fetchAll(self, sql: sql).map { row in (try AppRow.name(row), try DrainRow(row: row, self)) }
    }

    /// Each by itself: one that is damaged, or has a form that this version does not know, takes no other with it.
    fileprivate func opened(_ token: String) throws -> Result<DrainURL, Failure> {
        do {
            let sql = "SELECT unseal(sealed, \(Secrets.drain)) FROM drains WHERE token = ?"
            return .success(try DrainURL(try String.fetchOne(self, sql: sql, arguments: [token]) ?? ""))
        } catch let failure as Failure {
            return .failure(failure)
        } catch let error as DatabaseError where error.resultCode == .SQLITE_ERROR {
            return .failure(Failure(.internal, "\(error.message ?? "\(error)")"))
        }
    }

    /// Of all apps of one owner, and of their previews.
    package func drainsCount(owner: String) throws -> Int {
        let sql = """
            SELECT count(*) FROM drains JOIN apps ON apps.id = drains.app_id JOIN apps AS hosts ON hosts.id = ifnull(apps.parent_id, apps.id)
            WHERE hosts.owner = ?
            """
        return try Int.fetchOne(self, sql: sql, arguments: [owner]) ?? 0
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
