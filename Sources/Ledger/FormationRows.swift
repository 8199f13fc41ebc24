import GRDB

extension Database {
    package func formation(_ app: Int64) throws -> [String: Int] {
        let rows = try Row.fetchAll(cachedStatement(sql: "SELECT type, quantity FROM formation WHERE app_id = ?"), arguments: [app])
        return Dictionary(rows.map { ($0["type"], $0["quantity"]) }, uniquingKeysWith: { first, _ in first })
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
