import Model

/// `renga builds`, the newest first.
package struct ListBuilds: AppRequest {
    package typealias Answer = [BuildSummary]

    package static let name = "builds"
    package static let permission = Permission.view

    /// More are not answered at once.
    package static let countMax = 1_000

    package var app: AppName
    package let count: Int

    package init(app: AppName, count: Int) {
        self.app = app
        self.count = count
    }
}
