import Model

/// `renga notify:test`: sends a message now, and answers when it is known what came of it.
package struct TestNotify: OptionalAppRequest {
    package typealias Answer = [NotifySummary]

    package static let name = "testNotify"
    package static let permission = Permission.operate

    /// nil: of the machine.
    package var app: AppName?
    /// The target, or its number; nil: all of them.
    package let target: String?

    package init(app: AppName?, target: String?) {
        self.app = app
        self.target = target
    }

    package var needs: Permission { app == nil ? .administer : .operate }
}
