import Model

/// `renga drains`.
package struct ListDrains: AppRequest {
    package typealias Answer = [DrainSummary]

    package static let name = "drains"
    package static let permission = Permission.view

    package var app: AppName

    package init(app: AppName) { self.app = app }
}
