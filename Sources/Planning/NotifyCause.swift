import Model

/// Something that is wrong at a look.
package struct NotifyCause: Hashable, Sendable {
    /// nil: with the machine.
    package let app: AppName?
    package let matter: NotifyMatter
    /// Microseconds since 1970.
    package let since: Int64

    package init(app: AppName?, _ matter: NotifyMatter, since: Int64) {
        self.app = app
        self.matter = matter
        self.since = since
    }

    package var key: NotifyKey { NotifyKey(app: app, event: matter.event, subject: matter.subject) }
}
