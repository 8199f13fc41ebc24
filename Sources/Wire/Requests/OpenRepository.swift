import Model

/// Asked by the SSH shell before git is let into an app's repository. To read is to see the app, to write is to push to it.
package struct OpenRepository: AppRequest {
    package static let name = "openRepository"
    package static let permission = Permission.view
    /// Checkouts have the address that the app had when they were made.
    package static let followsRenames = true

    package var app: AppName
    package let access: Access

    package init(app: AppName, access: Access) {
        self.app = app
        self.access = access
    }

    package var needs: Permission {
        switch access {
        case .read: .view
        case .write: .push
        }
    }

    package enum Access: String, Codable, Sendable, Hashable { case read, write }

    package struct Answer: Codable, Sendable, Hashable {
        /// As people write it.
        package var url: String
        /// What git may use.
        package var limits: Configuration.GitLimits
        /// What the app is called, and at first: by that go its repository and its lock. nil: by what was asked for, in the word of a
        /// runner that renames nothing.
        package var name: String?
        package var first: String?
        /// Every branch makes a preview; nil: those alone that are pushed to `preview/NAME`.
        package var previewsAll: Bool?

        package init(url: String, limits: Configuration.GitLimits, of app: AppName, previewsAll: Bool? = nil) {
            self.url = url
            self.limits = limits
            (name, first) = (app.shown, app.text)
            self.previewsAll = previewsAll
        }
    }
}
