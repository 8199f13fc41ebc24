import Model

/// `renga config --preview`.
package struct ListPreviewConfig: WholeAppRequest {
    package typealias Answer = [String: String]

    package static let name = "previewConfig"
    package static let permission = Permission.deploy
    package static let ofPreviews = "its own config vars are shown without --preview"

    package var app: AppName

    package init(app: AppName) { self.app = app }
}
