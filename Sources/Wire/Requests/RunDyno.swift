import Model

/// `renga run`: starts a one-off dyno of the release that is current. Whoever does not leave it to itself waits for its end by
/// `AwaitDyno` at once: a dyno that nobody waits for is hung up.
package struct RunDyno: AppRequest {
    package static let name = "run"
    package static let permission = Permission.deploy

    package var app: AppName
    /// One word: a line of the shell. Several: a program and its arguments, each as it is. The first may be a process type.
    package let command: [String]
    /// Beside the app's config vars, and before them.
    package let environment: [String: String]
    /// A process type whose kind of dyno it is to be; nil: the ordinary one.
    package let type: String?
    /// Of the dyno; nil: that of its type.
    package let size: String?
    package let stance: OneOffStance
    /// `TERM` of whoever sits at its terminal.
    package let term: String?

    package init(
        app: AppName,
        command: [String],
        environment: [String: String] = [:],
        type: String? = nil,
        size: String? = nil,
        stance: OneOffStance = .detached,
        term: String? = nil
    ) {
        self.app = app
        self.command = command
        self.environment = environment
        self.type = type
        self.size = size
        self.stance = stance
        self.term = term
    }

    package var activity: String? { "Run a command" }

    package struct Answer: Codable, Sendable, Hashable {
        /// What `AwaitDyno` asks by.
        package let id: String
        /// Such as `run.4821`.
        package let name: String
        package let version: Int

        package init(id: String, name: String, version: Int) {
            self.id = id
            self.name = name
            self.version = version
        }
    }
}
