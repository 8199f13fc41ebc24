import Model

/// `renga drains:add`.
package struct AddDrain: AppRequest {
    package typealias Answer = DrainSummary

    package static let name = "addDrain"
    package static let permission = Permission.operate

    package var app: AppName
    /// A `DrainURL`.
    package let url: String

    package init(app: AppName, url: String) {
        self.app = app
        self.url = url
    }

    /// Without what lets one in: who sees the list of activity may not see it.
    package var activity: String? { "Add a log drain" }
}
