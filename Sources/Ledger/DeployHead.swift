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

    /// As `unsettledDeploys`, of all apps, by their ids.
    package func unsettledHeads() throws -> [Int64: [DeployHead]] {
        // By the index of each app's deploys: there are many that are settled.
        let statement = try cachedStatement(
            sql: """
                SELECT apps.id AS app, deploys.id AS id FROM apps CROSS JOIN deploys
                WHERE app_id = apps.id AND state IN ('building', 'booting', 'prepared') ORDER BY deploys.id
                """
        )
        let rows = try Row.fetchAll(statement).map { row in (row["app"] as Int64, row["id"] as Int64) }
        return try Dictionary(grouping: rows, by: \.0).mapValues { try $0.compactMap { try deployHead($0.1) } }
    }

    /// The deploys that serve, by the ids of their apps. Columns by place: a search for a name in each of
    /// thousands of rows is most of the work.
    package func currentHeads() throws -> [Int64: DeployHead] {
        let statement = try cachedStatement(
            sql: """
                SELECT apps.id, deploys.id, deploys.state, deploys.commit_id, deploys.slug FROM apps JOIN deploys ON deploys.id = apps.current_deploy
                """
        )
        return try byApp(statement) { row in
            let (id, state) = (row[1] as Int64, row[2] as String)
            guard let known = DeployState(rawValue: state) else { throw Failure(.internal, "deploy \(id) has the state `\(state)`") }
            return DeployHead(id: id, state: known, commit: (row[3] as String?).flatMap { CommitID($0) }, slug: row[4])
        }.mapValues { $0[0] }
    }

    /// What the rows of a statement say, whose first column is an app's id.
    func byApp<Value>(_ statement: Statement, _ value: (Row) throws -> Value) throws -> [Int64: [Value]] {
        var all: [Int64: [Value]] = [:]
        let rows = try Row.fetchCursor(statement)
        while let row = try rows.next() { all[row[0], default: []].append(try value(row)) }
        return all
    }
}
