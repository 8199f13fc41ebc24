/// One message, as it is posted; mail has its subject and its text.
package struct NotifyMessage: Hashable, Sendable, Codable {
    package enum State: String, Codable, Hashable, Sendable {
        case begun, over, test
    }

    /// The same for all whom it goes to, and where it is sent again.
    package let id: String
    /// A `NotifyEvent`, or `test`.
    package let event: String
    package let state: State
    /// nil: it is about the machine.
    package let app: String?
    /// What of the app: a process type, a host, a job.
    package let what: String?
    /// `2026-11-28T17:20:00Z`.
    package let since: String
    /// When it was said; the same.
    package let at: String
    package let subject: String
    package let text: String
    /// The one command that shows more, or helps.
    package let command: String?
    /// Who sends it: the installation's domain.
    package let sender: String

    package init(
        id: String,
        event: String,
        state: State,
        app: String?,
        what: String?,
        since: String,
        at: String,
        subject: String,
        text: String,
        command: String?,
        sender: String
    ) {
        self.id = id
        self.event = event
        self.state = state
        self.app = app
        self.what = what
        self.since = since
        self.at = at
        self.subject = subject
        self.text = text
        self.command = command
        self.sender = sender
    }
}
