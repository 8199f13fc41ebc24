import Model

/// `renga create`.
package struct CreateApp: Request {
    package typealias Answer = AppSummary

    package static let name = "create"
    package static let permission = Permission.use

    /// nil: one is found.
    package let appName: String?

    package init(appName: String?) { self.appName = appName }

    package var subject: AppName? { nil }
}
