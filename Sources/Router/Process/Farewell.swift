import Model

/// How a router ends: for how long it goes on with what it has. Milliseconds.
struct Farewell: Equatable, Sendable {
    /// What still runs is cut off then.
    var graceMilliseconds: Int64
    /// A client's connection without a request is closed then.
    var idleMilliseconds: Int

    /// Nobody serves after us: a client that keeps a connection gets a moment for a request that may be on its way.
    static let stopping = stopping(graceMilliseconds: 30_000)

    static func stopping(graceMilliseconds: Int64) -> Farewell {
        Farewell(graceMilliseconds: graceMilliseconds, idleMilliseconds: 2_000)
    }

    /// Another worker serves, so that there is time. Idle clients are let go by a `Connection: close` on their next
    /// answer, or when they would be anyway: closing them earlier could meet a request half-way.
    static func replaced(_ settings: RouterSettings) -> Farewell {
        Farewell(graceMilliseconds: Int64(settings.drainMilliseconds), idleMilliseconds: settings.keepAliveMilliseconds)
    }
}
