import Model

/// `renga destroy`.
package struct DestroyApp: AppRequest {
    package typealias Answer = Done

    package static let name = "destroy"
    package static let permission = Permission.manage

    package let app: AppName
    /// The app's name once more.
    package let confirm: String

    package init(app: AppName, confirm: String) {
        self.app = app
        self.confirm = confirm
    }

    package var activity: String? { "Destroy" }
}
