import GRDB

/// Versions of toolchains that an app keeps.
extension Database {
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

    /// The next build chooses these anew.
    package func removePins(_ app: Int64, _ toolchains: [String]) throws {
        for toolchain in toolchains {
            try execute(sql: "DELETE FROM pins WHERE app_id = ? AND toolchain = ?", arguments: [app, toolchain])
        }
    }
}
