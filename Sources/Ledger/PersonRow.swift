import GRDB
import Model

/// Somebody who is known here.
package struct PersonRow: Sendable, Hashable {
    package let name: String
    package let standing: Standing
    /// Who made them known; nil: it was before anybody wrote that down.
    package let addedBy: String?
    /// Microseconds since 1970.
    package let createdAt: Int64

    init(row: Row) {
        name = row["name"]
        // What is not understood gives nothing away.
        standing = Standing(rawValue: row["standing"]) ?? .person
        addedBy = row["added_by"]
        createdAt = row["created_at"]
    }
}

extension Database {
    /// By name.
    package func people() throws -> [PersonRow] {
        try Row.fetchAll(self, sql: "SELECT * FROM people ORDER BY name").map(PersonRow.init)
    }

    package func person(_ name: String) throws -> PersonRow? {
        try Row.fetchOne(self, sql: "SELECT * FROM people WHERE name = ?", arguments: [name]).map(PersonRow.init)
    }

    package func insertPerson(_ name: String, _ standing: Standing, addedBy: String?, now: Int64) throws {
        try execute(
            sql: "INSERT INTO people (name, standing, added_by, created_at) VALUES (?, ?, ?, ?)",
            arguments: [name, standing.rawValue, addedBy, now]
        )
    }

    package func setStanding(_ name: String, _ standing: Standing) throws {
        try execute(sql: "UPDATE people SET standing = ? WHERE name = ?", arguments: [standing.rawValue, name])
    }

    /// With what they were let into: another person of this name begins with nothing. Their keys go before.
    package func deletePerson(_ name: String) throws {
        try execute(sql: "DELETE FROM people WHERE name = ?", arguments: [name])
        try execute(sql: "DELETE FROM access WHERE person = ?", arguments: [name])
        try execute(sql: "UPDATE apps SET owner = NULL WHERE owner = ?", arguments: [name])
    }
}
