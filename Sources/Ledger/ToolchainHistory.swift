import Foundation
import GRDB

/// The versions that a release was made with.
package struct ToolchainHistory: Sendable, Hashable {
    package let release: Int
    /// Microseconds since 1970.
    package let createdAt: Int64
    /// By toolchain.
    package let versions: [String: String]
}

extension Database {
    /// Of the newest releases whose slugs are kept, the newest first.
    package func toolchainHistory(_ app: Int64, limit: Int = 1000) throws -> [ToolchainHistory] {
        try Row.fetchAll(
            self,
            sql: """
                SELECT releases.version, releases.created_at, json_extract(slugs.manifest, '$.versions') AS versions FROM releases
                JOIN deploys ON deploys.id = releases.deploy_id JOIN slugs ON slugs.digest = deploys.slug
                WHERE releases.app_id = ? ORDER BY version DESC LIMIT ?
                """,
            arguments: [app, limit]
        ).map { row in
            let json: String? = row["versions"]
            let versions = try json.map { try JSONDecoder().decode([String: String].self, from: Data($0.utf8)) }
            return ToolchainHistory(release: row["version"], createdAt: row["created_at"], versions: versions ?? [:])
        }
    }
}
