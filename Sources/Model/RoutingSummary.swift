/// How an app's requests are treated, as `renga routing`, `maintenance` and `ps:pause` show it.
package struct RoutingSummary: Hashable, Sendable, Codable {
    package var algorithm: RoutePolicy.Algorithm
    package var affinity: Bool
    package var httpsRedirect: Bool
    /// `max-age` in seconds; 0: none.
    package var hstsSeconds: Int
    /// What counts for the app: its own limit, or the router's.
    package var drainMilliseconds: Int
    package var maintenance: Bool
    /// Whether the maintenance page is the app's own.
    package var ownPage: Bool
    package var paused: Bool

    package init(_ policy: RoutePolicy, maintenance: Bool, router: RouterSettings) {
        algorithm = policy.algorithm
        affinity = policy.sessionAffinity
        httpsRedirect = policy.redirectsToHTTPS
        hstsSeconds = policy.hstsSeconds
        drainMilliseconds = policy.drainMilliseconds ?? router.drainMilliseconds
        self.maintenance = maintenance
        ownPage = policy.maintenancePage != nil
        paused = policy.isPaused
    }
}
