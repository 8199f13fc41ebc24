import GRDB
import Model

/// What a person was let do in an app that is another's.
package struct AccessRow: Sendable, Hashable {
    package let person: String
    package let permissions: AppPermissions
    /// Microseconds since 1970.
    package let createdAt: Int64

    init(row: Row) throws {
        person = row["person"]
        permissions = try AppPermissions(row["permissions"])
        createdAt = row["created_at"]
    }
}

extension Database {
    /// By name.
    package func access(_ app: Int64) throws -> [AccessRow] {
        try Row.fetchAll(self, sql: "SELECT * FROM access WHERE app_id = ? ORDER BY person", arguments: [app]).map(AccessRow.init)
    }

    package func access(_ app: Int64, of person: String) throws -> AccessRow? {
        try Row.fetchOne(self, sql: "SELECT * FROM access WHERE app_id = ? AND person = ?", arguments: [app, person])
            .map(AccessRow.init)
    }

    package func setAccess(_ app: Int64, of person: String, _ permissions: AppPermissions, now: Int64) throws {
        try execute(
            sql: """
                INSERT INTO access (app_id, person, permissions, created_at) VALUES (?, ?, ?, ?)
                ON CONFLICT (app_id, person) DO UPDATE SET permissions = excluded.permissions
                """,
            arguments: [app, person, permissions.description, now]
        )
    }

    package func deleteAccess(_ app: Int64, of person: String) throws {
        try execute(sql: "DELETE FROM access WHERE app_id = ? AND person = ?", arguments: [app, person])
    }

    /// What a person is in an app, by its name; nil: nothing, or there is no such app. In a preview they are what they are in its app.
    package func role(of person: String, in app: AppName) throws -> AppRole? {
        guard
            let row = try Row.fetchOne(
                self,
                sql: """
                    SELECT apps.owner, access.permissions FROM apps AS named
                    JOIN apps ON apps.id = coalesce(named.parent_id, named.id)
                    LEFT JOIN access ON access.app_id = apps.id AND access.person = ? WHERE named.name = ?
                    """,
                arguments: [person, app.text]
            )
        else { return nil }
        if (row["owner"] as String?) == person { return .owner }
        return try (row["permissions"] as String?).map { .collaborator(try AppPermissions($0)) }
    }

    /// By name: those that a person owns or was let into, with their previews.
    package func apps(of person: String) throws -> [AppName] {
        try Row.fetchAll(
            self,
            sql: """
                SELECT \(AppRow.nameColumns) FROM apps WHERE coalesce(parent_id, id) IN
                    (SELECT id FROM apps WHERE owner = ?1 UNION SELECT app_id FROM access WHERE person = ?1)
                ORDER BY coalesce(renamed, name)
                """,
            arguments: [person]
        ).map(AppRow.name)
    }
}
