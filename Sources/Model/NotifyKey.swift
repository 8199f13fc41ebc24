/// What a cause is known by: there is one of it at a time.
package struct NotifyKey: Hashable, Sendable, Comparable {
    /// nil: the machine.
    package let app: AppName?
    package let event: NotifyEvent
    package let subject: String

    package init(app: AppName?, event: NotifyEvent, subject: String) {
        self.app = app
        self.event = event
        self.subject = subject
    }

    package static func < (left: NotifyKey, right: NotifyKey) -> Bool {
        (left.app?.text ?? "", left.event.rawValue, left.subject) < (right.app?.text ?? "", right.event.rawValue, right.subject)
    }
}
