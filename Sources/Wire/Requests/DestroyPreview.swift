import Model

/// `renga previews:destroy`: what the deletion of its branch does as well.
package struct DestroyPreview: WholeAppRequest {
    package static let name = "destroyPreview"
    package static let permission = Permission.deploy
    package static let ofPreviews = "its app takes it away"

    package var app: AppName
    /// As it was pushed, or the preview's name.
    package let branch: String

    package init(app: AppName, branch: String) {
        self.app = app
        self.branch = branch
    }

    package struct Answer: Codable, Sendable, Hashable {
        package var preview: AppName
        /// A branch that had not been pushed for its preview alone stays.
        package var keptBranch: String?

        package init(preview: AppName, keptBranch: String?) {
            self.preview = preview
            self.keptBranch = keptBranch
        }
    }

    package var activity: String? { "Destroy the preview of \(HarmlessText.text(branch))" }
}
