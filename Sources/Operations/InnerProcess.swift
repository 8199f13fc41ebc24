/// A process that somebody starts in a dyno that runs.
package struct InnerProcess: Hashable, Sendable {
    package enum Life: Hashable, Sendable {
        case running
        /// As a shell says it.
        case ended(Int32)
        /// It went with its dyno, or never was.
        case unknown
    }

    /// Of the shell.
    package let line: String
    /// Beside what the dyno has, and before it.
    package let environment: [String: String]
    /// Who asks.
    package let actor: String

    package init(line: String, environment: [String: String], actor: String) {
        self.line = line
        self.environment = environment
        self.actor = actor
    }
}
