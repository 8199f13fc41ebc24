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

        package init(routerConnected: Bool, routesVersion: UInt64, apps: Int, dynos: Int, routesComplaint: String? = nil) {
            self.routerConnected = routerConnected
            self.routesVersion = routesVersion
            self.apps = apps
            self.dynos = dynos
            self.routesComplaint = routesComplaint
        }
    }
}
