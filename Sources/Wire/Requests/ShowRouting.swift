import Model

/// `renga routing` and `maintenance`.
package struct ShowRouting: AppRequest {
    package typealias Answer = RoutingSummary

    package static let name = "routing"
    package static let permission = Permission.view

    package var app: AppName

    package init(app: AppName) { self.app = app }
}
