import Linux

/// The runner's own words, for the service manager's log.
enum Diagnostics {
    static func say(_ text: String) { StandardError.say("renga-runner: \(text)") }

    /// For what nobody waits for.
    static func attempt(_ what: String, _ body: () throws -> Void) {
        do { try body() } catch { say("cannot \(what): \(error)") }
    }
}
