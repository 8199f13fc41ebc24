import GRDB
import Model

/// What was said of an app's dynos beside their number.
extension Database {
    /// The row that counts the app's restarts: no process type has no name.
    private static let counter = ""

    package func dynoOrders(_ app: Int64) throws -> DynoOrders {
        let statement = try cachedStatement(sql: "SELECT app_id, target, restart, size FROM dyno_orders WHERE app_id = ?")
        return Self.orders(try Row.fetchAll(statement, arguments: [app]).map(Self.order))
    }

    /// Of all apps, by their ids.
    package func dynoOrders() throws -> [Int64: DynoOrders] {
        try byApp(cachedStatement(sql: "SELECT app_id, target, restart, size FROM dyno_orders"), Self.order).mapValues(Self.orders)
    }

    private static func order(_ row: Row) -> (target: String, restart: Int64, size: String?) { (row[1], row[2], row[3]) }

    private static func orders(_ rows: [(target: String, restart: Int64, size: String?)]) -> DynoOrders {
        var orders = DynoOrders()
        for row in rows where row.target != counter {
            if row.restart > 0 { orders.restarts[row.target] = row.restart }
            if let size = row.size { orders.sizes[row.target] = size }
        }
        return orders
    }

    /// Has dynos made anew: those of process types, or single ones (`web`, `web.1`).
    /// - Returns: the number of this restart.
    package func restart(_ targets: some Sequence<String>, of app: Int64) throws -> Int64 {
        let last = try Int64.fetchOne(
            self,
            sql: "SELECT restart FROM dyno_orders WHERE app_id = ? AND target = ?",
            arguments: [app, Self.counter]
        )
        let number = (last ?? 0) + 1
        for target in [Self.counter] + targets { try setRestart(number, target, app) }
        return number
    }

    /// Takes a restart back where no other has come since. Numbers are never given twice: who has it behind it, has it.
    /// - Parameter former: as it was before.
    package func withdrawRestart(_ number: Int64, of app: Int64, former: DynoOrders) throws {
        let rows = try String.fetchAll(
            self,
            sql: "SELECT target FROM dyno_orders WHERE app_id = ? AND restart = ? AND target != ?",
            arguments: [app, number, Self.counter]
        )
        for target in rows { try setRestart(former.restarts[target] ?? 0, target, app) }
    }

    private func setRestart(_ number: Int64, _ target: String, _ app: Int64) throws {
        try execute(
            sql: """
                INSERT INTO dyno_orders (app_id, target, restart) VALUES (?, ?, ?)
                ON CONFLICT (app_id, target) DO UPDATE SET restart = excluded.restart
                """,
            arguments: [app, target, number]
        )
    }

    /// - Parameter size: nil: the machine's own.
    package func setSize(_ app: Int64, type: String, _ size: String?) throws {
        try execute(
            sql: """
                INSERT INTO dyno_orders (app_id, target, restart, size) VALUES (?, ?, 0, ?)
                ON CONFLICT (app_id, target) DO UPDATE SET size = excluded.size
                """,
            arguments: [app, type, size]
        )
    }

    func forgetSizes(_ app: Int64) throws {
        try execute(sql: "UPDATE dyno_orders SET size = NULL WHERE app_id = ?", arguments: [app])
    }
}
