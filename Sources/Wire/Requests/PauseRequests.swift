import Model

/// `renga ps:pause` and `ps:resume`.
package struct PauseRequests: AppRequest {
    package typealias Answer = RoutingSummary

    package static let name = "setPaused"
    package static let permission = Permission.operate

    package var app: AppName
    package let isPaused: Bool

    package init(app: AppName, isPaused: Bool) {
        self.app = app
        self.isPaused = isPaused
    }

    package var activity: String? { isPaused ? "Pause requests" : "Resume requests" }
}
