import Foundation
import GRDB
import Model

extension Database {
    package func configVars(_ app: Int64) throws -> [String: String] {
        let rows = try Row.fetchAll(
            self,
            sql: "SELECT name, unseal(sealed, \(Secrets.configVar)) AS value FROM config_vars WHERE app_id = ?",
            arguments: [app]
        )
        return Dictionary(rows.map { ($0["name"], $0["value"]) }, uniquingKeysWith: { first, _ in first })
    }

    package func replaceConfigVars(_ app: Int64, with vars: [String: String]) throws {
        try execute(sql: "DELETE FROM config_vars WHERE app_id = ?", arguments: [app])
        for (name, value) in vars {
            try execute(
                sql: """
                    INSERT INTO config_vars (app_id, name, sealed)
                    SELECT app_id, name, seal(value, \(Secrets.configVar)) FROM (SELECT ? AS app_id, ? AS name, ? AS value)
                    """,
                arguments: [app, name, value]
            )
        }
    }

    package func formation(_ app: Int64) throws -> [String: Int] {
        let rows = try Row.fetchAll(
            self,
            sql: "SELECT type, quantity FROM formation WHERE app_id = ?",
            arguments: [app]
        )
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

    package func pins(_ app: Int64) throws -> [String: String] {
        let rows = try Row.fetchAll(self, sql: "SELECT toolchain, version FROM pins WHERE app_id = ?", arguments: [app])
        return Dictionary(rows.map { ($0["toolchain"], $0["version"]) }, uniquingKeysWith: { first, _ in first })
    }

    package func setPins(_ app: Int64, _ versions: [String: String]) throws {
        for (toolchain, version) in versions {
            try execute(
                sql: "INSERT OR REPLACE INTO pins (app_id, toolchain, version) VALUES (?, ?, ?)",
                arguments: [app, toolchain, version]
            )
        }
    }
}
