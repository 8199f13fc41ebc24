import Model

/// `renga apps:transfer`: another owner. The one of before may do everything still, as a collaborator.
package struct TransferApp: WholeAppRequest {
    package typealias Answer = Done

    package static let name = "transferApp"
    package static let permission = Permission.manage
    package static let ofPreviews = "it is whose its app is"

    package var app: AppName
    package let person: String

    package init(app: AppName, person: String) {
        self.app = app
        self.person = person
    }

    package var activity: String? { "Transfer to \(person)" }
}
