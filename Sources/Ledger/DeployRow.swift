import Foundation
import GRDB
import Model

/// One deploy: a change on its way to being a release, or one that became it, or one that was given up.
package struct DeployRow: Sendable, Hashable {
    package let id: Int64
    package let app: Int64
    package let kind: DeployKind
    package let state: DeployState
    package let ref: RefName?
    package let commit: CommitID?
    package let slug: String?
    /// The config vars that it runs with.
    package let config: [String: String]
    package let description: String
    package let actor: String
    /// The address that a push came from, empty where it was made on the machine; nil: nobody pushed.
    package let origin: String?
    package let build: Int64?
    package let reason: String?
    /// The folders that stay of its dynos.
    package let storage: [StorageFolder]
    package let createdAt: Int64

    init(row: Row) throws {
        id = row["id"]
        app = row["app_id"]
        let kindText: String = row["kind"]
        let stateText: String = row["state"]
        guard let kind = DeployKind(rawValue: kindText), let state = DeployState(rawValue: stateText) else {
            throw Failure(
                .internal,
                "deploy \(row["id"] as Int64) has the kind `\(kindText)` and the state `\(stateText)`"
            )
        }
        self.kind = kind
        self.state = state
        ref = (row["ref"] as String?).flatMap { RefName($0) }
        commit = (row["commit_id"] as String?).flatMap { CommitID($0) }
        slug = row["slug"]
        config = try JSONDecoder().decode([String: String].self, from: Data((row["plain_config"] as String).utf8))
        description = row["description"]
        actor = row["actor"]
        origin = row["origin"]
        build = row["build"]
        reason = row["reason"]
        storage = try JSONDecoder().decode([StorageFolder].self, from: Data((row["storage"] as String).utf8))
        createdAt = row["created_at"]
    }
}

extension Database {
    package func insertDeploy(_ new: NewDeploy, now: Int64) throws -> Int64 {
        let config = String(decoding: try JSONEncoder().encode(new.config), as: UTF8.self)
        let storage = try new.storage.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) }
        try execute(
            sql: """
                INSERT INTO deploys (app_id, kind, state, ref, commit_id, slug, config, description, actor, origin, build, storage,
                    created_at, announced)
                SELECT app_id, ?, ?, ?, ?, ?, seal(config, \(Secrets.deployConfig)), ?, ?, ?, ?,
                    coalesce(?, (SELECT storage FROM deploys AS former WHERE former.id = (SELECT current_deploy FROM apps WHERE id = app_id)), '[]'),
                    created_at, 0
                FROM (SELECT ? AS app_id, ? AS config, ? AS created_at) AS deploys
                """,
            arguments: [
                new.kind.rawValue, new.state.rawValue, new.ref?.text, new.commit?.text, new.slug, new.description, new.actor,
                new.origin, new.build, storage, new.app, config, now,
            ]
        )
        return lastInsertedRowID
    }

    package func deploy(_ id: Int64) throws -> DeployRow? {
        try Row.fetchOne(self, sql: "SELECT \(Secrets.deployColumns) FROM deploys WHERE id = ?", arguments: [id]).map(DeployRow.init)
    }

    /// Deploys that are neither a release nor given up, oldest first; of one app, or of all.
    package func unsettledDeploys(_ app: Int64? = nil) throws -> [DeployRow] {
        try Row.fetchAll(
            self,
            sql: """
                SELECT \(Secrets.deployColumns) FROM deploys WHERE state IN ('building', 'booting', 'prepared') AND app_id = coalesce(?, app_id)
                ORDER BY id
                """,
            arguments: [app]
        ).map(DeployRow.init)
    }

    package func nextBuild(_ app: Int64) throws -> Int64 {
        1 + (try Int64.fetchOne(self, sql: "SELECT max(build) FROM deploys WHERE app_id = ?", arguments: [app]) ?? 0)
    }

    /// The oldest deploy of each app: numbers of deploys are never given again.
    package func firstDeploys() throws -> [AppName: Int64] {
        let rows = try Row.fetchAll(
            self,
            sql: "SELECT name, COALESCE(MIN(deploys.id), 0) AS first FROM apps LEFT JOIN deploys ON app_id = apps.id GROUP BY name"
        )
        return Dictionary(rows.compactMap { row in AppName(row["name"]).map { ($0, row["first"]) } }, uniquingKeysWith: { $1 })
    }
}
