import Model

/// `renga apps`: the apps that the caller may see.
package struct ListApps: Request {
    package typealias Answer = [AppSummary]

    package static let name = "apps"
    package static let permission = Permission.use

    /// With what each takes of the machine, which is counted then.
    package let isLong: Bool?

    package init(isLong: Bool? = nil) { self.isLong = isLong }

    package var subject: AppName? { nil }
}
