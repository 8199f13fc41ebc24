import Model

/// `renga keys:add --deploy`: a machine's key, which pushes to one app and does nothing else.
package struct AddDeployKey: WholeAppRequest {
    package typealias Answer = KeySummary

    package static let name = "addDeployKey"
    package static let permission = Permission.manage
    package static let ofPreviews = "deploy keys of its app push its branch"
    package static let daysMax = 3650

    package var app: AppName
    /// A public key file with one key.
    package let text: String
    /// What it is called in releases and lists; nil: its comment.
    package let label: String?
    /// 1 to 3650; nil: it does not end by itself.
    package let days: Int?

    package init(app: AppName, text: String, label: String?, days: Int?) {
        self.app = app
        self.text = text
        self.label = label
        self.days = days
    }

    package var activity: String? { "Add a deploy key" + (label.map { " \($0)" } ?? "") }
}
