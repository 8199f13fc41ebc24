import Model

/// Asked by the SSH shell before git is let into an app's repository. To read is to see the app, to write is to push to it.
package struct OpenRepository: AppRequest {
    package static let name = "openRepository"
    package static let permission = Permission.view

    package let app: AppName
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
        /// Every branch makes a preview; nil: those alone that are pushed to `preview/NAME`.
        package var previewsAll: Bool?

        package init(url: String, limits: Configuration.GitLimits, previewsAll: Bool? = nil) {
            self.url = url
            self.limits = limits
            self.previewsAll = previewsAll
        }
    }
}
