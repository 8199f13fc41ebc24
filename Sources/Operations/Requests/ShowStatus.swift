import Ledger
import Wire

extension ShowStatus: Operation {
    package func run(_ context: Context) throws -> Answer {
        let apps = try context.ledger.read { try $0.apps().count }
        let state = context.runner.state
        return Answer(
            routerConnected: state.routerConnected,
            routesVersion: state.routesVersion,
            apps: apps,
            dynos: state.dynos,
            routesComplaint: state.routesComplaint
        )
    }
}
