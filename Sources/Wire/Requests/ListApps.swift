import Model

/// `renga apps`: the apps that the caller may see.
package struct ListApps: Request {
    package typealias Answer = [AppSummary]

    package static let name = "apps"
    package static let permission = Permission.use

    package init() {}

    package var subject: AppName? { nil }
}
