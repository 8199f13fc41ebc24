/// What a dyno is asked beside a page, as app.json has it in Dokku's form: whether something listens, what a command says, or
/// whether it has lived for a time.
package struct HealthCheck: Hashable, Sendable, Codable {
    /// A line of the shell that is run in the dyno, and has to end with status 0; nil: none.
    package var command: String?
    /// So many seconds it has to live; nil: none. Without either, something has to take connections at its port.
    package var uptimeSeconds: Int?
    /// Between two questions.
    package var waitSeconds = 5
    /// For one answer.
    package var timeoutSeconds = 5
    /// So many in a row that fail.
    package var attempts = 3

    package init(command: String? = nil, uptimeSeconds: Int? = nil) {
        self.command = command
        self.uptimeSeconds = uptimeSeconds
    }

    /// Of one process type, at boot and after it each.
    package static let countMax = 5
    package static let bytesMax = 8_192

    /// As people read it.
    package var shown: String {
        if let command { return "`\(HarmlessText.text(command))`" }
        return uptimeSeconds.map { "up for \($0) s" } ?? "a connection to its port"
    }

    /// Why it cannot be one of ours; nil where it can.
    package var objection: String? {
        guard [waitSeconds, timeoutSeconds, attempts, uptimeSeconds ?? 1].allSatisfy({ SteadyCheck.allowed.contains($0) }) else {
            return "it asks dynos too often, or hardly ever"
        }
        guard let command else { return nil }
        let isNone = command.allSatisfy(\.isWhitespace) || command.utf8.count > Self.bytesMax || command.utf8.contains(0)
        return isNone ? "the command of a check in it is none" : nil
    }
}
