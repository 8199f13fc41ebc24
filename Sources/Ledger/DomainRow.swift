import GRDB
import Model

/// A domain that was added to an app.
package struct DomainRow: Sendable, Hashable {
    package let app: Int64
    package let domain: DomainName
}

extension Database {
    /// By name.
    package func domains(_ app: Int64) throws -> [DomainName] {
        try String.fetchAll(cachedStatement(sql: "SELECT host FROM domains WHERE app_id = ? ORDER BY host"), arguments: [app])
            .compactMap { DomainName($0) }
    }

    /// Of all apps, by their ids; each app's by name.
    package func domains() throws -> [Int64: [DomainName]] {
        let rows = try byApp(cachedStatement(sql: "SELECT app_id, host FROM domains ORDER BY host")) { $0[1] as String }
        return rows.mapValues { $0.compactMap { DomainName($0) } }
    }

    package func domain(_ domain: DomainName) throws -> DomainRow? {
        try Int64.fetchOne(self, sql: "SELECT app_id FROM domains WHERE host = ?", arguments: [domain.text])
            .map { DomainRow(app: $0, domain: domain) }
    }

    package func insertDomain(_ domain: DomainName, of app: Int64, now: Int64) throws {
        try execute(
            sql: "INSERT INTO domains (host, app_id, created_at) VALUES (?, ?, ?)",
            arguments: [domain.text, app, now]
        )
    }

    package func deleteDomain(_ domain: DomainName) throws {
        try execute(sql: "DELETE FROM domains WHERE host = ?", arguments: [domain.text])
    }
}
