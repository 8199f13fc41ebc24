import Model

/// `renga drains:remove`. The answer has those that are gone.
package struct RemoveDrain: AppRequest {
    package typealias Answer = [DrainSummary]

    package static let name = "removeDrain"
    package static let permission = Permission.operate

    package var app: AppName
    /// Its URL or its token.
    package let drain: String

    package init(app: AppName, drain: String) {
        self.app = app
        self.drain = drain
    }

    package var activity: String? { "Remove a log drain" }
}
