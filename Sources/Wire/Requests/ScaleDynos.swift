import Model

/// `renga ps:scale`. The answer has the quantities of every process type afterwards.
package struct ScaleDynos: AppRequest {
    package typealias Answer = [String: Int]

    package static let name = "scale"
    package static let permission = Permission.operate

    package var app: AppName
    package let changes: [ScaleChange]

    package init(app: AppName, changes: [ScaleChange]) {
        self.app = app
        self.changes = changes
    }

    package var activity: String? { "Scale \(changes.map(\.text).joined(separator: " "))" }
}
