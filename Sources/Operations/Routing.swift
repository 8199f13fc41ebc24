import Ledger
import Model

/// `renga routing`, `maintenance` and `ps:pause`: how an app's requests are treated.
package struct Routing {
    /// Of a maintenance page.
    package static let pageBytesMax = 65_536

    private let platform: Platform

    package init(_ platform: Platform) { self.platform = platform }

    package func show(_ name: AppName) throws -> RoutingSummary {
        try platform.ledger.read { summary(try $0.routing($0.existing(name).id)) }
    }

    package func set(_ name: AppName, _ changes: [RoutingChange]) throws -> RoutingSummary {
        for case .httpsRedirect(true) in changes where platform.configuration.router.httpsPort == nil {
            throw Failure(
                .refused,
                "this installation serves no HTTPS, so nothing can be redirected to it",
                hint: "set router.https_port in \(platform.root.configuration) and restart the services"
            )
        }
        return try change(name) { routing in for change in changes { routing.policy.apply(change) } }
    }

    /// - Parameter page: HTML; nil: the router's own page.
    package func setMaintenance(_ name: AppName, _ isOn: Bool, page: String?) throws -> RoutingSummary {
        guard (page?.utf8.count ?? 0) <= Self.pageBytesMax else {
            throw Failure(.limit, "a maintenance page has at most \(Self.pageBytesMax / 1024) KB", hint: "make it smaller")
        }
        return try change(name) { routing in
            routing.maintenance = isOn
            routing.policy.maintenancePage = isOn ? page : nil
        }
    }

    package func setPaused(_ name: AppName, _ isPaused: Bool) throws -> RoutingSummary {
        try change(name) { $0.policy.isPaused = isPaused }
    }

    private func change(_ name: AppName, _ body: (inout RoutingRow) -> Void) throws -> RoutingSummary {
        try platform.ledger.write { db in
            let app = try db.existing(name)
            var routing = try db.routing(app.id)
            body(&routing)
            try db.setRouting(app.id, routing)
            return summary(routing)
        }
    }

    private func summary(_ routing: RoutingRow) -> RoutingSummary {
        RoutingSummary(routing.policy, maintenance: routing.maintenance, router: platform.configuration.router)
    }
}
