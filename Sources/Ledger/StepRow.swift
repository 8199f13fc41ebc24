import GRDB

/// The newest result of a build step of an app.
package struct StepRow: Sendable, Hashable {
    /// What the result depended on, in the planner's canonical form.
    package let components: String
    package let layer: String
}

extension Database {
    /// What a step of this name last ran with; nil before its first success.
    package func lastStep(_ app: Int64, name: String) throws -> StepRow? {
        try Row.fetchOne(
            self,
            sql: "SELECT components, layer FROM steps WHERE app_id = ? AND name = ? ORDER BY used_at DESC LIMIT 1",
            arguments: [app, name]
        ).map { StepRow(components: $0["components"], layer: $0["layer"]) }
    }

    package func recordStep(_ app: Int64, name: String, components: String, layer: String, now: Int64) throws {
        try execute(
            sql: """
                INSERT INTO steps (app_id, name, components, layer, used_at) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (app_id, name, layer) DO UPDATE SET used_at = excluded.used_at
                """,
            arguments: [app, name, components, layer, now]
        )
    }
}
