import GRDB
import Model

/// What the ledger says of how all apps are to run, each table read once: of hundreds of apps, a question about each costs more than all that
/// they have.
package struct AppDemands: Sendable {
    package let apps: [(id: Int64, name: AppName)]
    package let current: [Int64: DeployHead]
    package let unsettled: [Int64: [DeployHead]]
    package let formations: [Int64: [String: Int]]
    package let orders: [Int64: DynoOrders]
    package let domains: [Int64: [DomainName]]
    package let routings: [Int64: RoutingRow]
    package let sleeps: [Int64: SleepRow]
    /// By name, as nobody else is asked for one that is gone.
    package let firstDeploys: [AppName: Int64]
}

extension Database {
    package func appDemands() throws -> AppDemands {
        AppDemands(
            apps: try appIDs(),
            current: try currentHeads(),
            unsettled: try unsettledHeads(),
            formations: try formations(),
            orders: try dynoOrders(),
            domains: try domains(),
            routings: try routings(),
            sleeps: try sleeps(),
            firstDeploys: try firstDeploys()
        )
    }
}
