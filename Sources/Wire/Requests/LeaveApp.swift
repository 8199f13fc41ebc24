import Model

/// `renga apps:leave`: gives up one's own access to another's app.
package struct LeaveApp: WholeAppRequest {
    package typealias Answer = Done

    package static let name = "leaveApp"
    package static let permission = Permission.view
    package static let ofPreviews = "those who are let into its app may the same here"

    package var app: AppName

    package init(app: AppName) { self.app = app }

    package var activity: String? { "Leave" }
}
