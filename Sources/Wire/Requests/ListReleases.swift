import Model

/// `renga releases`, the newest first.
package struct ListReleases: AppRequest {
    package typealias Answer = [ReleaseSummary]

    package static let name = "releases"
    package static let permission = Permission.view

    package var app: AppName

    package init(app: AppName) { self.app = app }
}
