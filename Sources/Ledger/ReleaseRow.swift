import GRDB
import Model

/// A release: a deploy that was committed, with its number.
package struct ReleaseRow: Sendable, Hashable {
    package let version: Int
    package let deploy: DeployRow
    package let createdAt: Int64
}

extension Database {
    /// Makes a deploy the app's release: its number, its config vars and its place as the current one. Part of the move that
    /// releases it, and called by nobody else.
    func makeRelease(_ deploy: DeployRow, now: Int64) throws {
        let last = try Int.fetchOne(
            self,
            sql: "SELECT max(version) FROM releases WHERE app_id = ?",
            arguments: [deploy.app]
        )
        let version = (last ?? 0) + 1
        try execute(
            sql: "INSERT INTO releases (app_id, version, deploy_id, created_at) VALUES (?, ?, ?, ?)",
            arguments: [deploy.app, version, deploy.id, now]
        )
        let former = try app(id: deploy.app)?.currentDeploy
        try execute(sql: "UPDATE apps SET current_deploy = ? WHERE id = ?", arguments: [deploy.id, deploy.app])
        // A push changes none.
        if try configVars(deploy.app) != deploy.config { try replaceConfigVars(deploy.app, with: deploy.config) }
        if deploy.kind.isBuilt, let slug = try deploy.slug.flatMap({ try slug($0) }) {
            // What worked keeps working: the next build gets the same stack and versions.
            try setStack(deploy.app, slug.manifest.stack)
            try setPins(deploy.app, slug.manifest.versions)
            // Its files have decided once: what they chose is its buildpack from now on.
            if try app(id: deploy.app)?.buildpacks == [] { try setBuildpacks(deploy.app, nil) }
            try retireTypes(of: deploy.app, former: former, now: Set(slug.manifest.processes.keys))
        }
    }

    /// A process type that leaves the Procfile starts at 0 should it come back, as on Heroku.
    private func retireTypes(of app: Int64, former: Int64?, now: Set<String>) throws {
        var known = Set(try formation(app).keys)
        if let id = former, let digest = try deploy(id)?.slug, let slug = try slug(digest) {
            known.formUnion(slug.manifest.processes.keys)
        }
        for type in known.subtracting(now) { try setFormation(app, type: type, quantity: 0) }
    }

    /// Of the release that serves an app; nil: there is nothing yet that serves.
    package func servingVersion(_ app: AppRow) throws -> Int? {
        try app.currentDeploy.flatMap { try deploy($0)?.slug == nil ? nil : try releaseVersion(ofDeploy: $0) }
    }

    package func releaseVersion(ofDeploy id: Int64) throws -> Int? {
        try Int.fetchOne(cachedStatement(sql: "SELECT version FROM releases WHERE deploy_id = ?"), arguments: [id])
    }

    /// Which deploys of an app are releases, the newest release first.
    package func releases(among deploys: Set<Int64>) throws -> [Int64] {
        let releases = try deploys.compactMap { deploy in try releaseVersion(ofDeploy: deploy).map { (version: $0, deploy: deploy) } }
        return releases.sorted { $0.version > $1.version }.map(\.deploy)
    }

    /// The branch of the newest release that came by a push.
    package func lastPushedRef(_ app: Int64) throws -> RefName? {
        try String.fetchOne(
            self,
            sql: """
                SELECT deploys.ref FROM releases JOIN deploys ON deploys.id = releases.deploy_id
                WHERE releases.app_id = ? AND deploys.ref IS NOT NULL ORDER BY version DESC LIMIT 1
                """,
            arguments: [app]
        ).flatMap { RefName($0) }
    }

    /// When what an app runs was released last by a push or a build without one, and by whom; nil: never. Opens no sealed config.
    package func lastBuiltRelease(_ app: Int64) throws -> (at: Int64, actor: String)? {
        try Row.fetchOne(
            self,
            sql: """
                SELECT releases.created_at, deploys.actor FROM releases JOIN deploys ON deploys.id = releases.deploy_id
                WHERE releases.app_id = ? AND deploys.kind IN ('push', 'stack') ORDER BY version DESC LIMIT 1
                """,
            arguments: [app]
        ).map { (at: $0["created_at"], actor: $0["actor"]) }
    }

    /// Newest first.
    package func releases(_ app: Int64, limit: Int = 50) throws -> [ReleaseRow] {
        try releases("releases.app_id = ? ORDER BY version DESC LIMIT ?", [app, limit])
    }

    package func release(_ app: Int64, version: Int) throws -> ReleaseRow? {
        try releases("releases.app_id = ? AND version = ?", [app, version]).first
    }

    private func releases(_ condition: String, _ arguments: StatementArguments) throws -> [ReleaseRow] {
        try Row.fetchAll(
            self,
            sql: """
                SELECT releases.version, releases.created_at AS released_at, \(Secrets.deployColumns) FROM releases
                JOIN deploys ON deploys.id = releases.deploy_id WHERE \(condition)
                """,
            arguments: arguments
        ).map { try ReleaseRow(version: $0["version"], deploy: DeployRow(row: $0), createdAt: $0["released_at"]) }
    }
}
