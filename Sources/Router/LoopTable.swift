import Model
import TLS

/// The routes as one loop serves them: with its own view of every dyno.
final class LoopTable {
    struct App {
        let name: [UInt8]
        let phase: RouteTable.Phase
        let maintenance: Bool
        let dynos: [Dyno]
    }

    let hosts: HostTable
    let apps: [App]
    let dynos: [String: Dyno]
    let tls: TLSDirectory?

    /// Takes over what is known of dynos that stay.
    init(_ routes: Routes, keeping known: [String: Dyno]) {
        var all: [String: Dyno] = [:]
        hosts = routes.hosts
        tls = routes.tls
        apps = routes.apps.map { app in
            let dynos = app.targets.map { target -> Dyno in
                let backend = target.backend
                if let dyno = known[backend.id], dyno.address == target.address, dyno.port == backend.port {
                    all[backend.id] = dyno
                    return dyno
                }
                let dyno = Dyno(
                    id: backend.id,
                    name: Array(backend.name.utf8),
                    address: target.address,
                    port: backend.port
                )
                all[backend.id] = dyno
                return dyno
            }
            return App(name: app.name, phase: app.phase, maintenance: app.maintenance, dynos: dynos)
        }
        dynos = all
    }
}
