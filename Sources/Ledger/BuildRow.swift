import GRDB
import Model

/// A build, without what it runs with: nothing sealed is opened for it.
package struct BuildRow: Sendable, Hashable {
    package let deploy: Int64
    package let number: Int64
    package let state: DeployState
    package let commit: CommitID?
    package let actor: String
    package let reason: String?
    package let cancelledBy: String?
    /// Of the release that it became.
    package let version: Int?
    package let createdAt: Int64
    package let settledAt: Int64?

    init(row: Row) throws {
        deploy = row["id"]
        number = row["build"]
        let text: String = row["state"]
        guard let state = DeployState(rawValue: text) else {
            throw Failure(.internal, "deploy \(row["id"] as Int64) has the state `\(text)`")
        }
        self.state = state
        commit = (row["commit_id"] as String?).flatMap { CommitID($0) }
        actor = row["actor"]
        reason = row["reason"]
        cancelledBy = row["cancelled_by"]
        version = row["version"]
        createdAt = row["created_at"]
        settledAt = row["settled_at"]
    }
}

extension Database {
    private static let selection = """
        SELECT deploys.id, build, state, commit_id, actor, reason, cancelled_by, version, deploys.created_at, settled_at
        FROM deploys LEFT JOIN releases ON releases.deploy_id = deploys.id
        WHERE deploys.app_id = ? AND build IS NOT NULL
        """

    /// Newest first.
    package func builds(_ app: Int64, limit: Int) throws -> [BuildRow] {
        try Row.fetchAll(self, sql: "\(Self.selection) ORDER BY build DESC LIMIT ?", arguments: [app, limit]).map(BuildRow.init)
    }

    package func build(_ app: Int64, _ name: BuildName) throws -> BuildRow? {
        switch name {
        case .latest: return try builds(app, limit: 1).first
        case .number(let number):
            return try Row.fetchOne(self, sql: "\(Self.selection) AND build = ?", arguments: [app, number]).map(BuildRow.init)
        case .release(let version):
            // A rollback and a change of config vars have the slug of an earlier build.
            let sql = """
                \(Self.selection) AND deploys.id <= (SELECT deploy_id FROM releases WHERE app_id = ? AND version = ?)
                AND slug = (SELECT slug FROM deploys JOIN releases ON deploy_id = deploys.id WHERE releases.app_id = ? AND version = ?)
                ORDER BY (version IS NULL), build DESC LIMIT 1
                """
            return try Row.fetchOne(self, sql: sql, arguments: [app, app, version, app, version]).map(BuildRow.init)
        }
    }

    /// The one that is neither a release nor given up.
    package func buildUnderWay(_ app: Int64) throws -> BuildRow? {
        try Row.fetchOne(
            self,
            sql: "\(Self.selection) AND state IN ('building', 'booting', 'prepared') ORDER BY build DESC LIMIT 1",
            arguments: [app]
        ).map(BuildRow.init)
    }

    /// Notes who ends a build; whoever works on it looks here once it is told to stop.
    package func cancelBuild(_ deploy: Int64, by name: String) throws {
        try execute(
            sql: "UPDATE deploys SET cancelled_by = ? WHERE id = ? AND state IN ('building', 'booting')",
            arguments: [name, deploy]
        )
    }

    package func canceller(ofDeploy deploy: Int64) throws -> String? {
        try String.fetchOne(self, sql: "SELECT cancelled_by FROM deploys WHERE id = ?", arguments: [deploy])
    }

    /// From now on no result of an app's build steps is used again.
    package func purgeCaches(_ app: Int64) throws {
        try execute(sql: "UPDATE apps SET cache_epoch = cache_epoch + 1 WHERE id = ?", arguments: [app])
    }
}
