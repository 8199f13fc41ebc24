import Model

/// `renga config:set --preview`: what previews begin with. The app's own config vars are none of theirs.
package struct SetPreviewConfig: WholeAppRequest {
    package typealias Answer = [String: String]

    package static let name = "setPreviewConfig"
    package static let permission = Permission.deploy
    package static let ofPreviews = "its own config vars are set without --preview"

    package var app: AppName
    /// nil removes a config var.
    package let changes: [String: String?]

    package init(app: AppName, changes: [String: String?]) {
        self.app = app
        self.changes = changes
    }

    /// The names alone.
    package var activity: String? { "Change for previews: \(changes.keys.sorted().joined(separator: ", "))" }
}
