import Model

/// `renga ps:sleep`.
package struct ShowSleep: AppRequest {
    package typealias Answer = SleepSummary

    package static let name = "sleep"
    package static let permission = Permission.view

    package var app: AppName

    package init(app: AppName) { self.app = app }
}
