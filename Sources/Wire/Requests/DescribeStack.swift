import Model

/// `renga stack`.
package struct DescribeStack: AppRequest {
    package typealias Answer = StackSummary

    package static let name = "stack"
    package static let permission = Permission.view

    package var app: AppName

    package init(app: AppName) { self.app = app }
}
