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
}
