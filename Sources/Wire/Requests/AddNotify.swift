import Model

/// `renga notify:add`.
package struct AddNotify: OptionalAppRequest {
    package static let name = "addNotify"
    package static let permission = Permission.operate

    /// nil: of the machine, and of every app; for who looks after it.
    package var app: AppName?
    /// A `NotifyTarget`.
    package let target: String
    /// nil: all there are.
    package let events: [NotifyEvent]?

    package init(app: AppName?, target: String, events: [NotifyEvent]?) {
        self.app = app
        self.target = target
        self.events = events
    }

    package var needs: Permission { app == nil ? .administer : .operate }
    /// Without what lets one in: who sees the list of activity may not see it.
    package var activity: String? { "Add somebody who is told of what goes wrong" }

    package struct Answer: Codable, Hashable, Sendable {
        package let added: NotifySummary
        /// What messages are signed with; it is shown now and never again. nil: mail has none.
        package let secret: String?

        package init(added: NotifySummary, secret: String?) {
            self.added = added
            self.secret = secret
        }
    }
}
