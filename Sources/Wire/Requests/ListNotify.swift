import Model

/// `renga notify`.
package struct ListNotify: OptionalAppRequest {
    package static let name = "notify"
    package static let permission = Permission.view

    /// nil: of the machine, which is for who looks after it.
    package var app: AppName?

    package init(app: AppName?) { self.app = app }

    package var needs: Permission { app == nil ? .administer : .view }

    package struct Answer: Codable, Hashable, Sendable {
        package let targets: [NotifySummary]
        /// What is wrong now.
        package let open: [Opening]

        package init(targets: [NotifySummary], open: [Opening]) {
            self.targets = targets
            self.open = open
        }
    }

    package struct Opening: Codable, Hashable, Sendable {
        package let app: AppName?
        package let event: NotifyEvent
        package let title: String
        package let since: String

        package init(app: AppName?, event: NotifyEvent, title: String, since: String) {
            self.app = app
            self.event = event
            self.title = title
            self.since = since
        }
    }
}
