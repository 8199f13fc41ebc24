import Model

/// `renga ps:restart`: dynos of the formation are made anew, one after another, each beside the one that it replaces.
package struct RestartDynos: AppRequest {
    package typealias Answer = DynosUp

    package static let name = "restart"
    package static let permission = Permission.operate

    package var app: AppName
    /// Process types and dynos; empty: all.
    package let targets: [String]

    package init(app: AppName, targets: [String]) {
        self.app = app
        self.targets = targets
    }

    package var activity: String? { "Restart \(targets.isEmpty ? "all dynos" : targets.joined(separator: " "))" }
}
