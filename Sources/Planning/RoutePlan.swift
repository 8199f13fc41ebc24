import Model

/// Which dynos an app's requests go to.
package enum RoutePlan {
    /// A dyno that could serve.
    package struct Candidate: Hashable, Sendable {
        package let spec: DynoSpec
        /// nil: it is being made.
        package let endpoint: DynoEndpoint?
        package let phase: ObservedDyno.Phase

        package init(spec: DynoSpec, endpoint: DynoEndpoint?, phase: ObservedDyno.Phase) {
            self.spec = spec
            self.endpoint = endpoint
            self.phase = phase
        }
    }

    /// Of all apps, whose dynos are sorted out once.
    package static func routes(of apps: [WantedApp], hosts: (AppName) -> [String], dynos: [Candidate], crashed: Set<DynoSlot>)
        -> [RouteTable.App]
    {
        let web = Dictionary(grouping: dynos.filter(\.spec.slot.isWeb), by: \.spec.slot.app)
        return apps.map { routes(of: $0, hosts: hosts($0.app), dynos: web[$0.app] ?? [], crashed: crashed) }
    }

    /// - Parameters:
    ///   - hosts: names that every app has by itself.
    ///   - crashed: slots whose dyno crashed and that wait for their restart.
    package static func routes(of app: WantedApp, hosts: [String], dynos: [Candidate], crashed: Set<DynoSlot>)
        -> RouteTable.App
    {
        let web = dynos.filter { $0.spec.slot.app == app.app && $0.spec.slot.isWeb }
        let serving = backends(of: app, web)
        var routes = RouteTable.App(
            name: app.app.text,
            hosts: hosts + app.serving.domains.map(\.text),
            phase: phase(of: app, crashed, serves: !serving.isEmpty),
            maintenance: app.serving.maintenance,
            backends: serving,
            policy: app.serving.policy,
            lacksWeb: app.current?.hasWeb == false,
            isAsleep: app.isAsleep
        )
        if app.app.isRenamed { routes.shown = app.app.shown }
        return routes
    }

    /// The current release's dynos that are up; where none is, those of the newest release before it that still runs.
    private static func backends(of app: WantedApp, _ web: [Candidate]) -> [RouteTable.Backend] {
        // Dynos of one that sleeps have left the routes before they are told to end.
        guard app.wantsWeb, !app.isAsleep, let current = app.current?.deploy else { return [] }
        let up = Dictionary(grouping: web.filter { $0.phase == .up }, by: \.spec.slot.deploy)
        guard let serving = ([current] + app.former).first(where: { up[$0] != nil }) else { return [] }
        return up[serving, default: []]
            .sorted { $0.spec.slot < $1.spec.slot }
            .compactMap { dyno in
                dyno.endpoint.map {
                    RouteTable.Backend(id: dyno.spec.id, name: dyno.spec.slot.name, address: $0.address, port: $0.port)
                }
            }
    }

    private static func phase(of app: WantedApp, _ crashed: Set<DynoSlot>, serves: Bool) -> RouteTable.Phase {
        if serves { return .up }
        guard let current = app.current else { return .blank }
        guard app.wantsWeb else { return .noWeb }
        if app.isAsleep { return .starting }
        return current.webSlots.allSatisfy(crashed.contains) ? .crashed : .starting
    }
}
