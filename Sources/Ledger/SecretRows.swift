import Foundation
import GRDB
import Model

/// Secrets that were made for an app: as long as it is there, each has one value.
extension Database {
    /// The values of those that a slug names.
    package func secrets(of slug: SlugManifest, _ app: Int64) throws -> [String: String] {
        guard let names = slug.secrets, !names.isEmpty else { return [:] }
        let rows = try Row.fetchAll(
            self,
            sql: "SELECT name, unseal(sealed, \(Secrets.generated)) AS value FROM secrets WHERE app_id = ?",
            arguments: [app]
        )
        let values = Dictionary(rows.map { ($0["name"] as String, $0["value"] as String) }, uniquingKeysWith: { first, _ in first })
        return values.filter { names.contains($0.key) }
    }

    /// Makes those that are not there yet, as hexadecimal digits.
    ///
    /// - Parameter lengths: in bytes, by name.
    package func makeSecrets(_ lengths: [String: Int], _ app: Int64) throws {
        for (name, bytes) in lengths {
            let exists = "SELECT 1 FROM secrets WHERE app_id = ? AND name = ?"
            guard try Row.fetchOne(self, sql: exists, arguments: [app, name]) == nil else { continue }
            try execute(
                sql: """
                    INSERT INTO secrets (app_id, name, sealed)
                    SELECT app_id, name, seal(value, \(Secrets.generated)) FROM (SELECT ? AS app_id, ? AS name, ? AS value)
                    """,
                arguments: [app, name, Hexadecimal.random(bytes: bytes)]
            )
        }
    }
}
