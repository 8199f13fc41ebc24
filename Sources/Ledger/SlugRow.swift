import Foundation
import GRDB
import Model

/// A slug that was made.
package struct SlugRow: Sendable, Hashable {
    package let digest: String
    package let manifest: SlugManifest
    /// The manifest, byte for byte: `digest` is of it.
    package let json: String
    /// Of the archives of its layers.
    package let bytes: Int64
}

extension Database {
    package func slug(_ digest: String) throws -> SlugRow? {
        try Row.fetchOne(self, sql: "SELECT * FROM slugs WHERE digest = ?", arguments: [digest]).map { row in
            let json: String = row["manifest"]
            return SlugRow(
                digest: digest,
                manifest: try JSONDecoder().decode(SlugManifest.self, from: Data(json.utf8)),
                json: json,
                bytes: row["bytes"]
            )
        }
    }

    /// Of all slugs of all apps, as JSON: there may be thousands, and whoever reads them lets go of the ledger first.
    package func slugManifests() throws -> [String] { try String.fetchAll(self, sql: "SELECT manifest FROM slugs") }

    package func insertSlug(_ digest: String, manifestJSON: String, bytes: Int64, now: Int64) throws {
        try execute(
            sql: """
                INSERT INTO slugs (digest, manifest, bytes, created_at) VALUES (?, ?, ?, ?)
                ON CONFLICT (digest) DO UPDATE SET bytes = excluded.bytes
                """,
            arguments: [digest, manifestJSON, bytes, now]
        )
    }
}
