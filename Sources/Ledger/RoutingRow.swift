import Foundation
import GRDB
import Model

/// How an app's requests are treated.
package struct RoutingRow: Sendable, Hashable {
    package var policy = RoutePolicy()
    package var maintenance = false

    package init() {}
}

extension Database {
    /// The defaults where nothing was ever set.
    package func routing(_ app: Int64) throws -> RoutingRow {
        var routing = RoutingRow()
        guard
            let row = try Row.fetchOne(
                cachedStatement(sql: "SELECT policy, maintenance FROM routing WHERE app_id = ?"),
                arguments: [app]
            )
        else { return routing }
        routing.policy = try JSONDecoder().decode(RoutePolicy.self, from: Data((row["policy"] as String).utf8))
        routing.maintenance = row["maintenance"]
        return routing
    }

    package func setRouting(_ app: Int64, _ routing: RoutingRow) throws {
        try execute(
            sql: """
                INSERT INTO routing (app_id, policy, maintenance) VALUES (?, ?, ?)
                ON CONFLICT (app_id) DO UPDATE SET policy = excluded.policy, maintenance = excluded.maintenance
                """,
            arguments: [
                app, String(decoding: try JSONEncoder().encode(routing.policy), as: UTF8.self), routing.maintenance,
            ]
        )
    }
}
