import Model
import TLS

/// The routes as one loop serves them: with its own view of every dyno.
final class LoopTable {
    let hosts: HostTable
    let apps: [LoopApp]
    let dynos: [String: Dyno]
    let tls: TLSDirectory?
    /// Some app has affinity: clients' cookies are worth a look.
    let hasAffinity: Bool

    /// Takes over what is known of dynos that stay.
    init(_ routes: Routes, keeping known: [String: Dyno], loop: Int, settings: RouterSettings) {
        var all: [String: Dyno] = [:]
        hosts = routes.hosts
        tls = routes.tls
        apps = routes.apps.map { app in
            let dynos = app.targets.map { target -> Dyno in
                let dyno = Self.dyno(target, known)
                dyno.affinity = target.affinity
                dyno.drainMilliseconds = app.policy.drainMilliseconds ?? settings.drainMilliseconds
                all[dyno.id] = dyno
                return dyno
            }
            return LoopApp(app, dynos: dynos, loop: loop, settings: settings)
        }
        dynos = all
        hasAffinity = routes.apps.contains { $0.hasAffinity }
    }

    /// What was counted goes on for the apps that stay, and is forgotten for the others.
    func takeCounts(from old: LoopTable) {
        let known = Dictionary(
            old.apps.compactMap { app in app.counts.map { (app.name, $0) } },
            uniquingKeysWith: { first, _ in first }
        )
        guard !known.isEmpty else { return }
        for app in apps { app.counts = known[app.name] }
    }

    private static func dyno(_ target: Routes.Target, _ known: [String: Dyno]) -> Dyno {
        let backend = target.backend
        if let dyno = known[backend.id], dyno.address == target.address, dyno.port == backend.port { return dyno }
        return Dyno(id: backend.id, name: Array(backend.name.utf8), address: target.address, port: backend.port)
    }
}
