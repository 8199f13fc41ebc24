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
            let all = try db.appDemands()
            let apps = try all.apps.map { try wanted(of: $0.id, $0.name, running: running[$0.name] ?? [], all, db) }
            last.withLock { $0 = Last(version: version, running: running, apps: apps) }
            return apps
        }
    }

    private func wanted(of id: Int64, _ name: AppName, running: Set<Int64>, _ all: AppDemands, _ db: Transaction) throws -> WantedApp {
        let current = all.current[id]
        let routing = all.routings[id] ?? RoutingRow()
        return WantedApp(
            app: name,
            current: try current.map { try deploy($0, db) },
            former: try db.releases(among: running.filter { $0 != current?.id }),
            unsettled: try all.unsettled[id, default: []].map { try deploy($0, db) },
            formation: all.formations[id] ?? [:],
            orders: all.orders[id] ?? DynoOrders(),
            serving: WantedServing(domains: all.domains[id] ?? [], policy: routing.policy, maintenance: routing.maintenance),
            sleep: all.sleeps[id].map { WantedSleep($0.settings, since: $0.idleSince(current?.id)) },
            firstDeploy: all.firstDeploys[name] ?? 0
        )
    }

    private func deploy(_ row: DeployHead, _ db: Transaction) throws -> WantedApp.Deploy {
        let types = try row.slug.flatMap { try platform.ledger.slugs.types($0, db) }
        return WantedApp.Deploy(id: row.id, state: row.state, types: types)
    }
}
