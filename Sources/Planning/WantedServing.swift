import Model

/// How an app is to be served, apart from its dynos.
package struct WantedServing: Hashable, Sendable {
    /// Besides the name that every app has.
    package var domains: [DomainName] = []
    package var policy = RoutePolicy()
    package var maintenance = false

    package init() {}

    package init(domains: [DomainName], policy: RoutePolicy, maintenance: Bool) {
        self.domains = domains
        self.policy = policy
        self.maintenance = maintenance
    }
}
