import Model

/// `renga notify:remove`. The answer has those that are gone.
package struct RemoveNotify: OptionalAppRequest {
    package typealias Answer = [NotifySummary]

    package static let name = "removeNotify"
    package static let permission = Permission.operate

    /// nil: of the machine.
    package var app: AppName?
    /// The target, or its number.
    package let target: String

    package init(app: AppName?, target: String) {
        self.app = app
        self.target = target
    }

    package var needs: Permission { app == nil ? .administer : .operate }
    package var activity: String? { "Remove somebody who was told of what goes wrong" }
}
