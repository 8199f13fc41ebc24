/// Everything that the router serves, whole: the runner sends a new one for every change.
package struct RouteTable: Hashable, Sendable, Codable {
    /// What the router answers for an app that has no dyno to serve a request.
    package enum Phase: String, Sendable, Codable {
        /// Web dynos serve.
        case up
        /// Web dynos are on their way: requests wait (H20).
        case starting
        /// All web dynos have crashed (H10).
        case crashed
        /// `web=0` (H14).
        case noWeb
        /// Nothing was ever deployed (H81).
        case blank
    }

    package struct Backend: Hashable, Sendable, Codable {
        /// Unique for ever, unlike the name: `web.1` of two releases exist side by side during a deploy.
        package var id: String
        /// `web.1`
        package var name: String
        /// IPv4 address in dotted form.
        package var address: String
        package var port: UInt16

        package init(id: String, name: String, address: String, port: UInt16) {
            self.id = id
            self.name = name
            self.address = address
            self.port = port
        }
    }

    package struct App: Hashable, Sendable, Codable {
        package var name: String
        /// Lower-case host names without port.
        package var hosts: [String]
        package var phase: Phase
        package var maintenance: Bool
        package var backends: [Backend]

        package init(name: String, hosts: [String], phase: Phase, maintenance: Bool = false, backends: [Backend] = []) {
            self.name = name
            self.hosts = hosts
            self.phase = phase
            self.maintenance = maintenance
            self.backends = backends
        }
    }

    /// Grows with every table that the runner makes.
    package var version: UInt64
    package var apps: [App]

    package init(version: UInt64, apps: [App]) {
        self.version = version
        self.apps = apps
    }
}
