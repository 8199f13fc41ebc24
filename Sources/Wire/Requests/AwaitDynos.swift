import Model

/// `renga ps:wait`: until dynos of the formation are up.
package struct AwaitDynos: AppRequest {
    package static let name = "awaitDynos"
    package static let permission = Permission.view

    package var app: AppName
    /// Process types and dynos; empty: all.
    package let targets: [String]

    package init(app: AppName, targets: [String]) {
        self.app = app
        self.targets = targets
    }

    package struct Answer: Codable, Sendable, Hashable {
        package var up: DynosUp
        /// Why none is to be.
        package var idle: Idleness?

        package init(_ up: DynosUp, idle: Idleness? = nil) {
            self.up = up
            self.idle = idle
        }
    }
}
