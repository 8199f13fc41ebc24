import Model
import Wire

/// The command `renga routing`.
struct Routing: AppCommand, BareCommand {
    static let declaration = Declaration.ofApp(
        "routing",
        .routing,
        50,
        "Show how requests reach an app",
        examples: ["renga routing --app myapp"]
    )

    func run(_ session: Session, on app: AppName) throws {
        let routing = try session.ask(ShowRouting(app: app))
        try session.show(
            routing,
            [session.style.heading("\(app) Routing"), ""] + Self.lines(routing, style: session.style)
        )
    }

    /// In the form in which `routing:set` takes them.
    static func lines(_ routing: RoutingSummary, style: Style) -> [String] {
        let pairs: [(name: String, value: String)] = [
            ("affinity", routing.affinity ? "on" : "off"),
            ("algorithm", routing.algorithm.rawValue),
            ("drain", Quantity.exact(milliseconds: routing.drainMilliseconds)),
            ("hsts", routing.hstsSeconds == 0 ? "off" : "\(routing.hstsSeconds)"),
            ("https-redirect", routing.httpsRedirect ? "on" : "off"),
        ]
        return Columns.pairs(pairs, style: style)
    }
}
