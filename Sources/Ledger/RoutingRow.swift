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
        let statement = try cachedStatement(sql: "SELECT app_id, policy, maintenance FROM routing WHERE app_id = ?")
        return try Row.fetchOne(statement, arguments: [app]).map(Self.routing) ?? RoutingRow()
    }

    /// Of all apps for which something was ever set, by their ids.
    package func routings() throws -> [Int64: RoutingRow] {
        try byApp(cachedStatement(sql: "SELECT app_id, policy, maintenance FROM routing"), Self.routing).mapValues { $0[0] }
    }

    private static func routing(_ row: Row) throws -> RoutingRow {
        var routing = RoutingRow()
        routing.policy = try JSONDecoder().decode(RoutePolicy.self, from: Data((row[1] as String).utf8))
        routing.maintenance = row[2]
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
