import Model

/// `renga info`.
package struct DescribeApp: AppRequest {
    package typealias Answer = AppSummary

    package static let name = "info"
    package static let permission = Permission.view

    package var app: AppName

    package init(app: AppName) { self.app = app }
}
