import Model

/// `renga ps:stop`: dynos finish their requests and get SIGTERM, now. Of a formation others take their places.
package struct StopDynos: AppRequest {
    package static let name = "stop"
    package static let permission = Permission.operate

    package var app: AppName
    /// Process types and dynos; one at least.
    package let targets: [String]

    package init(app: AppName, targets: [String]) {
        self.app = app
        self.targets = targets
    }

    package var activity: String? { "Stop \(targets.joined(separator: " "))" }

    package struct Answer: Codable, Sendable, Hashable {
        /// `web.1`, `run.4821`.
        package var stopped: [String]
        /// Types of those that get a successor, with how many dynos of them there are to be.
        package var quantities: [String: Int]

        package init(stopped: [String], quantities: [String: Int]) {
            self.stopped = stopped
            self.quantities = quantities
        }
    }
}
