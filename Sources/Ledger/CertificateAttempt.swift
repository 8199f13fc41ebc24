import GRDB
import Model

/// A try to get a certificate by ACME that failed.
package struct CertificateAttempt: Sendable, Hashable {
    /// How many in a row.
    package let failures: Int
    package let error: String
    /// Microseconds since 1970.
    package let triedAt: Int64

    package init(failures: Int, error: String, triedAt: Int64) {
        self.failures = failures
        self.error = error
        self.triedAt = triedAt
    }
}

extension Database {
    package func hasAutomaticCertificates(_ app: Int64) throws -> Bool {
        try Int64.fetchOne(self, sql: "SELECT 1 FROM automatic_certificates WHERE app_id = ?", arguments: [app]) != nil
    }

    package func setAutomaticCertificates(_ app: Int64, _ enabled: Bool) throws {
        if enabled {
            try execute(sql: "INSERT OR IGNORE INTO automatic_certificates (app_id) VALUES (?)", arguments: [app])
        } else {
            try execute(sql: "DELETE FROM automatic_certificates WHERE app_id = ?", arguments: [app])
        }
    }

    /// By host.
    package func certificateAttempts(_ app: Int64) throws -> [String: CertificateAttempt] {
        let rows = try Row.fetchAll(self, sql: "SELECT * FROM certificate_attempts WHERE app_id = ?", arguments: [app])
        return Dictionary(
            rows.map { row in
                let attempt = CertificateAttempt(
                    failures: row["failures"],
                    error: row["error"],
                    triedAt: row["tried_at"]
                )
                return (row["host"], attempt)
            },
            uniquingKeysWith: { first, _ in first }
        )
    }

    package func recordFailedAttempt(_ app: Int64, host: String, error: String, now: Int64) throws {
        try execute(
            sql: """
                INSERT INTO certificate_attempts (app_id, host, failures, error, tried_at) VALUES (?, ?, 1, ?, ?)
                ON CONFLICT (app_id, host) DO UPDATE
                SET failures = failures + 1, error = excluded.error, tried_at = excluded.tried_at
                """,
            arguments: [app, host, error, now]
        )
    }

    /// Of one host, or of all of an app: what is due is tried at once.
    package func forgetAttempts(_ app: Int64, host: String? = nil) throws {
        try execute(
            sql: "DELETE FROM certificate_attempts WHERE app_id = ? AND host = coalesce(?, host)",
            arguments: [app, host]
        )
    }
}
