import GRDB
import Model

/// What a deploy is, without what it runs with: that is unsealed for nobody who only counts dynos.
package struct DeployHead: Sendable, Hashable {
    package let id: Int64
    package let state: DeployState
    package let commit: CommitID?
    package let slug: String?
}

extension Database {
    package func deployHead(_ id: Int64) throws -> DeployHead? {
        let statement = try cachedStatement(sql: "SELECT state, commit_id, slug FROM deploys WHERE id = ?")
        return try Row.fetchOne(statement, arguments: [id]).map { row in
            let state: String = row["state"]
            guard let known = DeployState(rawValue: state) else { throw Failure(.internal, "deploy \(id) has the state `\(state)`") }
            return DeployHead(id: id, state: known, commit: (row["commit_id"] as String?).flatMap { CommitID($0) }, slug: row["slug"])
        }
    }

    /// As `unsettledDeploys`.
    package func unsettledHeads(_ app: Int64) throws -> [DeployHead] {
        let statement = try cachedStatement(
            sql: "SELECT id FROM deploys WHERE app_id = ? AND state IN ('building', 'booting', 'prepared') ORDER BY id"
        )
        return try Int64.fetchAll(statement, arguments: [app]).compactMap { try deployHead($0) }
    }
}
