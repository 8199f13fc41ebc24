import Model

/// `renga storage:remove`: a new release, whose dynos lack a folder. Its files are kept.
package struct RemoveStorage: AppRequest {
    package struct Answer: Codable, Hashable, Sendable {
        package var release: MadeRelease
        /// Where its files are on the machine; nil: whoever asks does not look after it.
        package var place: String?

        package init(release: MadeRelease, place: String?) {
            self.release = release
            self.place = place
        }
    }

    package static let name = "removeStorage"
    package static let permission = Permission.deploy

    package var app: AppName
    package let folder: String
    package let skipsRelease: Bool?

    package init(app: AppName, folder: String, skipsRelease: Bool? = nil) {
        self.app = app
        self.folder = folder
        self.skipsRelease = skipsRelease
    }

    package var activity: String? { "Remove storage \(folder)" }
}
