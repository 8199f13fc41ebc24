import Model

/// `renga create`.
package struct CreateApp: Request {
    package typealias Answer = AppSummary

    package static let name = "create"
    package static let permission = Permission.use

    /// nil: one is found.
    package let appName: String?
    /// By its name, or by that of Heroku's stack in whose place it stands; nil: the installation's own.
    package let stack: String?

    package init(appName: String?, stack: String? = nil) {
        self.appName = appName
        self.stack = stack
    }

    package var subject: AppName? { nil }
}
