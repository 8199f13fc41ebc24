import Model

/// `renga keys:add`. The answer has those that were not there yet.
package struct AddKeys: Request {
    package typealias Answer = [KeySummary]

    package static let name = "addKey"
    package static let permission = Permission.use

    /// A public key file.
    package let text: String

    package init(text: String) { self.text = text }

    package var subject: AppName? { nil }
    package var activity: String? { "Add an SSH key" }
    package static func isChange(_ answer: Answer) -> Bool { !answer.isEmpty }
}
