/// What an app asks of the router beyond "send me my requests".
package struct RoutePolicy: Hashable, Sendable, Codable {
    /// How a web dyno is chosen for a request.
    package enum Algorithm: String, Sendable, Codable, CaseIterable {
        /// Uniformly at random, as on Heroku.
        case random
        /// Two at random, and of them the one with fewer requests under way.
        case leastConnections = "least-connections"
    }

    package var algorithm = Algorithm.random
    /// A signed cookie brings a client back to the dyno that served it first.
    package var sessionAffinity = false
    /// A plain HTTP request is answered by a redirect to HTTPS.
    package var redirectsToHTTPS = false
    /// `Strict-Transport-Security: max-age` on what is served over HTTPS, in seconds; 0: none.
    package var hstsSeconds = 0
    /// HTML that is shown while the app is in maintenance; nil: the router's own page.
    package var maintenancePage: String?
    /// Requests wait instead of being sent to a dyno, up to the router's `boot_wait_milliseconds`.
    package var isPaused = false
    /// How long requests of removed dynos may go on; nil: the router's `drain_milliseconds`.
    package var drainMilliseconds: Int?

    package init() {}

    /// A table that an older version saved lacks what came later.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let standard = RoutePolicy()
        algorithm = try container.decodeIfPresent(Algorithm.self, forKey: .algorithm) ?? standard.algorithm
        sessionAffinity = try container.decodeIfPresent(Bool.self, forKey: .sessionAffinity) ?? standard.sessionAffinity
        redirectsToHTTPS = try container.decodeIfPresent(Bool.self, forKey: .redirectsToHTTPS) ?? standard.redirectsToHTTPS
        hstsSeconds = try container.decodeIfPresent(Int.self, forKey: .hstsSeconds) ?? standard.hstsSeconds
        maintenancePage = try container.decodeIfPresent(String.self, forKey: .maintenancePage)
        isPaused = try container.decodeIfPresent(Bool.self, forKey: .isPaused) ?? standard.isPaused
        drainMilliseconds = try container.decodeIfPresent(Int.self, forKey: .drainMilliseconds)
    }
}
