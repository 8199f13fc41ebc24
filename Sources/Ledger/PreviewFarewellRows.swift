import GRDB

/// Which release's pr-predestroy command was begun, and whether it has ended: what it takes away it takes away once.
extension Database {
    /// Whether the command of a deploy has ended, however; false of one that somebody's death cut short.
    package func hasEndedFarewell(_ app: Int64, of deploy: Int64) throws -> Bool {
        try Bool.fetchOne(
            self,
            sql: "SELECT has_ended FROM preview_farewells WHERE app_id = ? AND deploy_id = ?",
            arguments: [app, deploy]
        ) ?? false
    }

    package func setFarewell(_ app: Int64, of deploy: Int64, hasEnded: Bool) throws {
        try execute(
            sql: "INSERT OR REPLACE INTO preview_farewells (app_id, deploy_id, has_ended) VALUES (?, ?, ?)",
            arguments: [app, deploy, hasEnded]
        )
    }
}
