import Model

/// `renga status`: how the platform is.
package struct ShowStatus: Request {
    package static let name = "status"
    package static let permission = Permission.use

    package init() {}

    package var subject: AppName? { nil }

    package struct Answer: Codable, Sendable, Hashable {
        package var routerConnected: Bool
        package var routesVersion: UInt64
        package var apps: Int
        package var dynos: Int
        /// What is wrong with the routes that are served.
        package var routesComplaint: String?
        /// Apps of which a toolchain has newer releases of its own line here; nil where a runner of an older version does not say.
        package var behind: [AppName]?
        /// Apps whose base system is behind: a newer one is here, or fixed packages of Debian wait; the same.
        package var outdated: [AppName]?
        /// The same.
        package var machine: MachineSummary?
        /// Apps that sleep; the same.
        package var idle: Int?
        /// Those who are to be told of what goes wrong, and cannot be; the same.
        package var unheard: [NotifySummary]?

        package init(
            routerConnected: Bool,
            routesVersion: UInt64,
            apps: Int,
            dynos: Int,
            routesComplaint: String? = nil,
            behind: [AppName]? = nil,
            outdated: [AppName]? = nil,
            machine: MachineSummary? = nil,
            idle: Int? = nil,
            unheard: [NotifySummary]? = nil
        ) {
            self.routerConnected = routerConnected
            self.routesVersion = routesVersion
            self.apps = apps
            self.dynos = dynos
            self.routesComplaint = routesComplaint
            self.behind = behind
            self.outdated = outdated
            self.machine = machine
            self.idle = idle
            self.unheard = unheard
        }
    }
}
