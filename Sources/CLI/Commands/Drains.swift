import Model
import Wire

/// The command `renga drains`.
struct Drains: AppCommand, BareCommand {
    static let declaration = Declaration.ofApp(
        "drains",
        .logs,
        30,
        "List the servers that get an app's log",
        examples: ["renga drains --app myapp"]
    ).with {
        $0.notes = [
            "Behind each is its token, which syslog has as the host of each line, and HTTPS as Logplex-Drain-Token. What of a",
            "URL lets one in (a password, a path, a query) is shown to those alone who may operate the app.",
        ]
    }

    func run(_ session: Session, on app: AppName) throws {
        let drains = try session.ask(ListDrains(app: app))
        try session.show(drains, Self.lines(drains, of: app, session))
    }

    private static func lines(_ drains: [DrainSummary], of app: AppName, _ session: Session) -> [String] {
        guard !drains.isEmpty else {
            return ["\(session.style.app(app.text)) has no log drains.", session.style.said("Add one: renga drains:add URL -a \(app)")]
        }
        return [session.style.heading("\(app) Drains")]
            + drains.flatMap { ["\($0.url) (\($0.token))", "    " + Self.state($0.state, now: session.now)] }
    }

    private static func state(_ state: DrainState?, now: Int64) -> String {
        guard let state else { return "nothing was sent yet" }
        let lines = "\(state.delivered) \(state.delivered == 1 ? "line" : "lines") delivered"
        let lost = state.dropped > 0 ? ", \(state.dropped) dropped (L10)" : ""
        let trouble = state.trouble.map { words in
            "; not now\(state.since.map { ", since \(TimeText.shown($0, now: now))" } ?? ""): \(words)"
        }
        return lines + lost + (trouble ?? "")
    }
}
