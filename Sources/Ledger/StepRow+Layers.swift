import GRDB
import Model

/// The layers that an app's steps have left.
extension Database {
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

    package func forgetSteps(_ app: Int64, layers: some Sequence<String>) throws {
        for layer in layers {
            try execute(sql: "DELETE FROM steps WHERE app_id = ? AND layer = ?", arguments: [app, layer])
        }
    }
}
