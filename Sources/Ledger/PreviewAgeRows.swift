import GRDB
import Planning

/// How long previews have been there, as a runner has seen it.
extension Database {
    package func previewAge(_ app: Int64) throws -> PreviewAge? {
        try Row.fetchOne(self, sql: "SELECT deploy_id, seconds FROM preview_ages WHERE app_id = ?", arguments: [app]).map { row in
            PreviewAge(push: row["deploy_id"], seconds: row["seconds"])
        }
    }

    package func setPreviewAge(_ app: Int64, _ age: PreviewAge) throws {
        try execute(
            sql: "INSERT OR REPLACE INTO preview_ages (app_id, deploy_id, seconds) VALUES (?, ?, ?)",
            arguments: [app, age.push, age.seconds]
        )
    }
}
