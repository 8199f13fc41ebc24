import GRDB
import Model

extension Database {
    /// What an app asked for in app.json when it was deployed for the first time and cannot be had yet, as JSON: add-ons, buildpacks; nil:
    /// there was no such deploy that came to be a release, or it asked for nothing.
    package func wishes(_ app: Int64) throws -> String? {
        try String.fetchOne(
            self,
            sql: "SELECT wishes FROM first_deploys JOIN releases USING (app_id, deploy_id) WHERE app_id = ?",
            arguments: [app]
        )
    }

    /// Config vars of a deploy that is built, which its release takes over, and what is kept beside.
    package func beginFirstDeploy(_ deploy: Int64, of app: Int64, config: [String: String], wishes: String) throws {
        try setConfig(config, ofBuilding: deploy)
        try execute(
            sql: "INSERT OR REPLACE INTO first_deploys (app_id, deploy_id, wishes) VALUES (?, ?, ?)",
            arguments: [app, deploy, wishes]
        )
    }

    /// A first deploy that failed leaves nothing of what app.json asked for: before it nobody can have scaled anything.
    func forgetFirstDeploy(_ deploy: DeployRow) throws {
        try execute(sql: "DELETE FROM first_deploys WHERE deploy_id = ?", arguments: [deploy.id])
        guard changesCount > 0 else { return }
        try execute(sql: "DELETE FROM formation WHERE app_id = ?", arguments: [deploy.app])
        try forgetSizes(deploy.app)
    }
}
