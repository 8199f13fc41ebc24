/// A page that web dynos are asked for as long as they are up, as app.json has it in Dokku's form: one that fails to answer it is replaced.
package struct SteadyCheck: Hashable, Sendable, Codable {
    /// Has to answer with a status below 400.
    package var path: String
    /// Between two questions.
    package var waitSeconds = 5
    /// For one answer.
    package var timeoutSeconds = 5
    /// So many in a row that fail.
    package var attempts = 3

    /// Of seconds and of attempts.
    package static let allowed = 1...3600

    package init(path: String) { self.path = path }

    package var isAllowed: Bool { [waitSeconds, timeoutSeconds, attempts].allSatisfy { Self.allowed.contains($0) } }
}
