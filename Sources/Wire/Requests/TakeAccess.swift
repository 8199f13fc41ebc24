import Model

/// `renga access:remove`.
package struct TakeAccess: WholeAppRequest {
    package typealias Answer = Done

    package static let name = "takeAccess"
    package static let permission = Permission.manage
    package static let ofPreviews = "those who are let into its app may the same here"

    package var app: AppName
    package let person: String

    package init(app: AppName, person: String) {
        self.app = app
        self.person = person
    }

    package var activity: String? { "Take \(person)'s access away" }
}
