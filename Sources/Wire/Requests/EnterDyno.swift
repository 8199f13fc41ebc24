import Model

/// `renga ps:exec`: starts a process in a dyno that runs. Whoever asks waits for its end by `AwaitDyno`.
package struct EnterDyno: AppRequest {
    package static let name = "enterDyno"
    package static let permission = Permission.deploy

    package var app: AppName
    /// Such as `web.1`.
    package let dyno: String
    /// As `RunDyno` takes it; nothing: a shell.
    package let command: [String]
    /// Not `detached`: nobody would hear of it.
    package let stance: OneOffStance
    /// `TERM` of whoever sits at its terminal.
    package let term: String?

    package init(app: AppName, dyno: String, command: [String], stance: OneOffStance, term: String? = nil) {
        self.app = app
        self.dyno = dyno
        self.command = command
        self.stance = stance
        self.term = term
    }

    package var activity: String? { "Enter \(dyno)" }

    package struct Answer: Codable, Sendable, Hashable {
        /// What `AwaitDyno` asks by.
        package let id: String
        package let session: String

        package init(id: String, session: String) {
            self.id = id
            self.session = session
        }
    }
}
