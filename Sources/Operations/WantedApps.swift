import Ledger
import Model
import Planning

/// What the ledger wants to run, read whole.
package struct WantedApps {
    private let platform: Platform

    package init(_ platform: Platform) { self.platform = platform }

    /// - Parameter running: the deploys that have dynos.
    package func read(running: [AppName: Set<Int64>]) throws -> [WantedApp] {
        try platform.ledger.read { db in
            let first = try db.firstDeploys()
            return try db.apps().map { try wanted(of: $0, running: running[$0.name] ?? [], first: first[$0.name] ?? 0, db) }
        }
    }

    private func wanted(of app: AppRow, running: Set<Int64>, first: Int64, _ db: Transaction) throws -> WantedApp {
        WantedApp(
            app: app.name,
            current: try app.currentDeploy.flatMap { try db.deploy($0) }.map { try deploy($0, db) },
            former: try db.releases(among: running.filter { $0 != app.currentDeploy }),
            unsettled: try db.unsettledDeploys(app.id).map { try deploy($0, db) },
            formation: try db.formation(app.id),
            orders: try db.dynoOrders(app.id),
            serving: try serving(of: app, db),
            firstDeploy: first
        )
    }

    private func deploy(_ row: DeployRow, _ db: Transaction) throws -> WantedApp.Deploy {
        let slug = try row.slug.flatMap { try db.slug($0) }
        return WantedApp.Deploy(id: row.id, state: row.state, types: slug.map { Array($0.manifest.processes.keys) })
    }

    private func serving(of app: AppRow, _ db: Transaction) throws -> WantedServing {
        let routing = try db.routing(app.id)
        return WantedServing(
            domains: try db.domains(app.id),
            policy: routing.policy,
            maintenance: routing.maintenance
        )
    }
}
