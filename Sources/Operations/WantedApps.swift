import Ledger
import Model
import Planning
import Synchronization

/// What the ledger wants to run, read whole, and only where it can have changed: it is asked every few seconds, of every app.
package final class WantedApps: Sendable {
    private struct Last {
        let version: LedgerVersion
        let running: [AppName: Set<Int64>]
        let apps: [WantedApp]
    }

    private let platform: Platform
    private let last = Mutex<Last?>(nil)

    package init(_ platform: Platform) { self.platform = platform }

    /// - Parameter running: the deploys that have dynos.
    package func read(running: [AppName: Set<Int64>]) throws -> [WantedApp] {
        try platform.ledger.read { db in
            let version = try db.version()
            if let last = last.withLock({ $0 }), last.version == version, last.running == running { return last.apps }
            let (sleeps, first) = (try db.sleeps(), try db.firstDeploys())
            let apps = try db.apps().map { app in
                try wanted(of: app, running: running[app.name] ?? [], sleeps[app.id], first: first[app.name] ?? 0, db)
            }
            last.withLock { $0 = Last(version: version, running: running, apps: apps) }
            return apps
        }
    }

    private func wanted(of app: AppRow, running: Set<Int64>, _ sleep: SleepRow?, first: Int64, _ db: Transaction) throws -> WantedApp {
        WantedApp(
            app: app.name,
            current: try app.currentDeploy.flatMap { try db.deployHead($0) }.map { try deploy($0, db) },
            former: try db.releases(among: running.filter { $0 != app.currentDeploy }),
            unsettled: try db.unsettledHeads(app.id).map { try deploy($0, db) },
            formation: try db.formation(app.id),
            orders: try db.dynoOrders(app.id),
            serving: try serving(of: app, db),
            sleep: sleep.map { WantedSleep($0.settings, since: $0.idleSince(app.currentDeploy)) },
            firstDeploy: first
        )
    }

    private func deploy(_ row: DeployHead, _ db: Transaction) throws -> WantedApp.Deploy {
        let slug = try row.slug.flatMap { try platform.ledger.slugs.of($0, db) }
        return WantedApp.Deploy(id: row.id, state: row.state, types: slug?.parts.types)
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
