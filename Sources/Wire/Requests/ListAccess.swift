import Model

/// `renga access`: who may do what in an app. Who looks after the machine may everything, and is not in the list.
package struct ListAccess: AppRequest {
    package typealias Answer = [AccessSummary]

    package static let name = "access"
    package static let permission = Permission.view

    package var app: AppName

    package init(app: AppName) { self.app = app }
}
