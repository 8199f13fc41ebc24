import Model

/// How the runner is.
package struct RunnerState: Hashable, Sendable {
    package var routerConnected: Bool
    package var routesVersion: UInt64
    package var dynos: Int
    /// What is wrong with the routes that are served.
    package var routesComplaint: String?
    /// Of apps that were destroyed; nil: there is none, or it was not counted yet.
    package var keptStorage: KeptStorage?

    package init(
        routerConnected: Bool,
        routesVersion: UInt64,
        dynos: Int,
        routesComplaint: String?,
        keptStorage: KeptStorage? = nil
    ) {
        self.routerConnected = routerConnected
        self.routesVersion = routesVersion
        self.dynos = dynos
        self.routesComplaint = routesComplaint
        self.keptStorage = keptStorage
    }
}
