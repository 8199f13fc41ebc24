import GRDB
import Model

/// Something that somebody changed.
package struct ActivityRow: Sendable, Hashable {
    package static let keptMax = 50_000

    /// The app's name of that time; nil: it was the installation.
    package let app: String?
    package let person: String
    /// The address that they came from; nil: they were on the machine.
    package let origin: String?
    package let what: String
    /// Microseconds since 1970.
    package let createdAt: Int64

    init(row: Row) {
        app = row["app"]
        person = row["person"]
        origin = row["origin"]
        what = row["what"]
        createdAt = row["created_at"]
    }
}

extension Database {
    /// The newest first.
    /// - Parameters:
    ///   - app: nil: of all of them, and of the installation.
    ///   - since: microseconds since 1970: what came before was of another app of this name.
    package func activity(of app: AppName?, since: Int64 = 0, count: Int) throws -> [ActivityRow] {
        try Row.fetchAll(
            self,
            sql: "SELECT * FROM activity WHERE ?1 IS NULL OR (app = ?1 AND created_at >= ?3) ORDER BY id DESC LIMIT ?2",
            arguments: [app?.text, count, since]
        ).map(ActivityRow.init)
    }

    /// The oldest goes where there are too many.
    package func insertActivity(_ what: String, of app: AppName?, by person: String, from origin: String?, now: Int64) throws {
        try execute(
            sql: "INSERT INTO activity (app, person, origin, what, created_at) VALUES (?, ?, ?, ?, ?)",
            arguments: [app?.text, person, origin, what, now]
        )
        try execute(sql: "DELETE FROM activity WHERE id <= ?", arguments: [lastInsertedRowID - Int64(ActivityRow.keptMax)])
    }
}
