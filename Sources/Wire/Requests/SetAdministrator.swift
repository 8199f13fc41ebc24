import Model

/// `renga people:promote` and `people:demote`: whether somebody looks after the machine.
package struct SetAdministrator: Request {
    package typealias Answer = Done

    package static let name = "setAdministrator"
    package static let permission = Permission.administer

    package let person: String
    package let isOn: Bool

    package init(person: String, isOn: Bool) {
        self.person = person
        self.isOn = isOn
    }

    package var subject: AppName? { nil }
    package var activity: String? { "\(person) \(isOn ? "looks" : "does not look") after the machine" }
}
