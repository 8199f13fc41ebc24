import Model

/// `renga keys:remove`. The answer has those that were removed.
package struct RemoveKeys: Request {
    package typealias Answer = [KeySummary]

    package static let name = "removeKey"
    package static let permission = Permission.use

    /// A fingerprint, a comment or a number.
    package let key: String
    /// `key` once more, for one's own or the last one.
    package let confirm: String?

    package init(key: String, confirm: String?) {
        self.key = key
        self.confirm = confirm
    }

    package var subject: AppName? { nil }
    package var activity: String? { "Remove the SSH key \(key)" }
}
