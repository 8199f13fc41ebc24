import Model

/// `renga activity`: what was changed, by whom and from where, the newest first.
package struct ListActivity: OptionalAppRequest {
    package typealias Answer = [ActivitySummary]

    package static let name = "activity"
    package static let permission = Permission.view
    package static let countMax = 1000

    /// nil: of everything here, which is for who looks after the machine.
    package var app: AppName?
    /// 1 to 1000.
    package let count: Int

    package init(app: AppName?, count: Int) {
        self.app = app
        self.count = count
    }

    package var needs: Permission { app == nil ? .administer : .view }
}
