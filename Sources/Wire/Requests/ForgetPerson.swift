import Model

/// `renga people:remove`: their keys, and what they were let into. Their apps stay.
package struct ForgetPerson: Request {
    package typealias Answer = Done

    package static let name = "forgetPerson"
    package static let permission = Permission.administer

    package let person: String
    /// `person` once more.
    package let confirm: String

    package init(person: String, confirm: String) {
        self.person = person
        self.confirm = confirm
    }

    package var subject: AppName? { nil }
    package var activity: String? { "Remove \(person)" }
}
