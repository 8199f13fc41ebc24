import Model

/// `renga destroy`.
package struct DestroyApp: AppRequest {
    package struct Answer: Codable, Hashable, Sendable {
        /// Where its folders that stay are now, on the machine: a path for who looks after it, else a name. nil: it had none, or they
        /// are gone.
        package var keptStorage: String?

        package init(keptStorage: String? = nil) { self.keptStorage = keptStorage }
    }

    package static let name = "destroy"
    package static let permission = Permission.manage

    package var app: AppName
    /// The app's name once more.
    package let confirm: String
    /// What is in its storage goes as well; nil: it is kept.
    package let withStorage: Bool?

    package init(app: AppName, confirm: String, withStorage: Bool? = nil) {
        self.app = app
        self.confirm = confirm
        self.withStorage = withStorage
    }

    package var activity: String? { "Destroy" }
}
