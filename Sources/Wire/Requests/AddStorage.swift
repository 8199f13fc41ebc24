import Model

/// `renga storage:add`: a new release, whose dynos have one more folder that stays.
package struct AddStorage: AppRequest {
    package struct Answer: Codable, Hashable, Sendable {
        package var release: MadeRelease
        /// There were files in it: it was kept since an earlier time.
        package var hasFiles: Bool

        package init(release: MadeRelease, hasFiles: Bool) {
            self.release = release
            self.hasFiles = hasFiles
        }
    }

    package static let name = "addStorage"
    package static let permission = Permission.deploy

    package var app: AppName
    package let folder: StorageFolder
    package let skipsRelease: Bool?

    package init(app: AppName, folder: StorageFolder, skipsRelease: Bool? = nil) {
        self.app = app
        self.folder = folder
        self.skipsRelease = skipsRelease
    }

    package var activity: String? { "Add storage \(folder.name) at \(folder.path)" }
}
