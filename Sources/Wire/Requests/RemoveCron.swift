import Model

/// `renga schedule:remove`.
package struct RemoveCron: AppRequest {
    package typealias Answer = Done

    package static let name = "removeCron"
    package static let permission = Permission.deploy

    package var app: AppName
    package let id: String

    package init(app: AppName, id: String) {
        self.app = app
        self.id = id
    }

    package var activity: String? { "Remove the job \(id)" }
}
