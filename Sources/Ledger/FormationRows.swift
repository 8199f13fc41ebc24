import GRDB

extension Database {
    package func formation(_ app: Int64) throws -> [String: Int] {
        let rows = try Row.fetchAll(cachedStatement(sql: "SELECT type, quantity FROM formation WHERE app_id = ?"), arguments: [app])
        return Dictionary(rows.map { ($0["type"], $0["quantity"]) }, uniquingKeysWith: { first, _ in first })
    }

    /// Of all apps, by their ids.
    package func formations() throws -> [Int64: [String: Int]] {
        let rows = try byApp(cachedStatement(sql: "SELECT app_id, type, quantity FROM formation")) { ($0[1] as String, $0[2] as Int) }
        return rows.mapValues { Dictionary($0, uniquingKeysWith: { first, _ in first }) }
    }

    package func setFormation(_ app: Int64, type: String, quantity: Int) throws {
        try execute(
            sql: """
                INSERT INTO formation (app_id, type, quantity) VALUES (?, ?, ?)
                ON CONFLICT (app_id, type) DO UPDATE SET quantity = excluded.quantity
                """,
            arguments: [app, type, quantity]
        )
    }
}
