import Model

/// `renga routing:set`.
package struct SetRouting: AppRequest {
    package typealias Answer = RoutingSummary

    package static let name = "setRouting"
    package static let permission = Permission.operate

    package var app: AppName
    package let changes: [RoutingChange]

    package init(app: AppName, changes: [RoutingChange]) {
        self.app = app
        self.changes = changes
    }

    package var activity: String? { "Set routing: \(changes.map(\.key).joined(separator: ", "))" }
}
