/// The `router:` part of `config.yml`. Numbers without another source are Heroku's.
package struct RouterSettings: Hashable, Sendable, Codable {
    package var address = "0.0.0.0"
    package var httpPort: UInt16 = 80
    /// nil: no HTTPS.
    package var httpsPort: UInt16? = 443
    /// Event loops; 0: one per CPU.
    package var loops = 0
    package var connectionsMax = 20_000
    package var connectMilliseconds = 5_000
    package var quarantineMilliseconds = 5_000
    package var connectAttemptsMax = 10
    /// H11: requests of an app under way, for each of its web dynos.
    package var backlogPerDynoMax = 200
    /// H12.
    package var firstByteMilliseconds = 30_000
    /// H15 and H28.
    package var idleMilliseconds = 55_000
    package var keepAliveMilliseconds = 90_000
    /// An idle connection to a dyno is used again for so long, where the dyno does not say by `Keep-Alive` how long it
    /// keeps it. Below the shortest time after which a common server closes (2 s, gunicorn).
    package var dynoIdleMilliseconds = 1_000
    /// H20: how long a request waits while dynos start.
    package var bootWaitMilliseconds = 75_000
    /// How long requests of removed dynos may go on, where their app says nothing else.
    package var drainMilliseconds = 300_000
    /// WebSockets of old dynos live this long after a change of routes.
    package var upgradeGraceMilliseconds = 10_000
    package var requestLineBytesMax = 8_192
    package var headerLineBytesMax = 8_192
    package var headersMax = 1_000
    package var headBytesMax = 65_536
    package var accessLogBytesMax: Int64 = 8 << 20
    /// `ADDRESS:PORT` where Prometheus reads `/metrics`; empty: nowhere.
    package var metricsAddress = ""
    /// Peers whose `X-Forwarded-*` is believed, as addresses.
    package var trustedPeers: [String] = []

    package init() {}
}
