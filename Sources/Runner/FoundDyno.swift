import Model

/// A dyno of an earlier runner.
package struct FoundDyno: Sendable {
    package let spec: DynoSpec
    package let endpoint: DynoEndpoint
    /// False: it has ended.
    package let isRunning: Bool
    package let wasUp: Bool
    /// Monotonic milliseconds; nil: nobody knows.
    package let upSince: Int64?

    package init(spec: DynoSpec, endpoint: DynoEndpoint, isRunning: Bool, wasUp: Bool, upSince: Int64?) {
        self.spec = spec
        self.endpoint = endpoint
        self.isRunning = isRunning
        self.wasUp = wasUp
        self.upSince = upSince
    }
}
