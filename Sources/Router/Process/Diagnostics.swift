import Linux

/// The router's own words, for the service manager's log.
enum Diagnostics {
    static func say(_ text: String) { StandardError.say("renga-router: \(text)") }
}
