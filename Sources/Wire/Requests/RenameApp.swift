import Model

/// `renga apps:rename`: what an app is called, and its address with it. Everything else stays as and where it is.
package struct RenameApp: AppRequest {
    package static let name = "renameApp"
    package static let permission = Permission.manage

    package var app: AppName
    package let newName: String

    package init(app: AppName, newName: String) {
        self.app = app
        self.newName = newName
    }

    package var activity: String? { "Rename to \(newName)" }

    package struct Answer: Codable, Sendable, Hashable {
        package var app: AppSummary
        /// What it was called, and the address that has stopped.
        package var formerName: String
        package var formerURL: String

        package init(app: AppSummary, formerName: String, formerURL: String) {
            self.app = app
            self.formerName = formerName
            self.formerURL = formerURL
        }
    }
}
