import Model

/// `renga buildpacks:root`: which folder of its repository an app is, from the next push on.
package struct SetFolder: AppRequest {
    package typealias Answer = Done

    package static let name = "setFolder"
    package static let permission = Permission.deploy

    package var app: AppName
    /// nil: the whole repository.
    package let folder: AppFolder?

    package init(app: AppName, folder: AppFolder?) {
        self.app = app
        self.folder = folder
    }

    package var activity: String? { folder.map { "Set the folder to \($0.path)" } ?? "Set the folder to the whole repository" }
}
