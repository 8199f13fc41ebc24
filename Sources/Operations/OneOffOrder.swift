import Model

/// A one-off dyno that somebody asks for.
package struct OneOffOrder: Hashable, Sendable {
    package let app: AppName
    /// Whose slug and config it runs.
    package let deploy: Int64
    /// Of the shell.
    package let line: String
    /// Beside what every dyno has, and before it.
    package let environment: [String: String]
    /// As `DynoOrders` has it; nil: the machine's own.
    package let size: String?
    package let isAttached: Bool
    /// Who asks.
    package let actor: String
    /// What it is called, with a number behind it.
    package var type = "run"
    /// The job that it is a run of, by the key of its runs.
    package var job: String?

    package init(app: AppName, deploy: Int64, line: String, environment: [String: String], size: String?, isAttached: Bool, actor: String) {
        self.app = app
        self.deploy = deploy
        self.line = line
        self.environment = environment
        self.size = size
        self.isAttached = isAttached
        self.actor = actor
    }
}
