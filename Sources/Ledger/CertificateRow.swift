import Foundation
import GRDB
import Model

/// A certificate of an app, without its private key.
package struct CertificateRow: Sendable, Hashable {
    package enum Kind: String, Sendable {
        /// By `certs:add`.
        case added
        /// By ACME.
        case automatic
    }

    /// SHA-256 of the file that the router reads, as hexadecimal digits. Several apps may have the same one.
    package let id: String
    package let app: Int64
    package let kind: Kind
    package let details: CertificateDetails
    /// Microseconds since 1970.
    package let createdAt: Int64

    init(row: Row) throws {
        id = row["id"]
        app = row["app_id"]
        kind = Kind(rawValue: row["kind"]) ?? .added
        details = try JSONDecoder().decode(CertificateDetails.self, from: Data((row["details"] as String).utf8))
        createdAt = row["created_at"]
    }
}

extension Database {
    /// Of one app, or of all; newest first.
    package func certificates(_ app: Int64? = nil) throws -> [CertificateRow] {
        try Row.fetchAll(
            self,
            sql: """
                SELECT id, app_id, kind, details, created_at FROM certificates WHERE app_id = coalesce(?, app_id)
                ORDER BY created_at DESC, id
                """,
            arguments: [app]
        ).map(CertificateRow.init)
    }

    /// The chain and the private key, as the router reads them.
    package func certificatePEM(_ id: String) throws -> String? {
        try String.fetchOne(self, sql: "SELECT unseal(pem, \(Secrets.certificate)) FROM certificates WHERE id = ? LIMIT 1", arguments: [id])
    }

    package func insertCertificate(
        _ id: String,
        of app: Int64,
        _ kind: CertificateRow.Kind,
        _ details: CertificateDetails,
        pem: String,
        now: Int64
    ) throws {
        try execute(
            sql: """
                INSERT INTO certificates (id, app_id, kind, details, pem, created_at)
                SELECT id, app_id, kind, details, seal(pem, \(Secrets.certificate)), created_at
                FROM (SELECT ? AS id, ? AS app_id, ? AS kind, ? AS details, ? AS pem, ? AS created_at) WHERE true
                ON CONFLICT (app_id, id) DO UPDATE SET kind = excluded.kind, created_at = excluded.created_at
                """,
            arguments: [
                id, app, kind.rawValue, String(decoding: try JSONEncoder().encode(details), as: UTF8.self), pem, now,
            ]
        )
    }

    package func deleteCertificate(_ id: String, of app: Int64) throws {
        try execute(sql: "DELETE FROM certificates WHERE app_id = ? AND id = ?", arguments: [app, id])
    }
}
