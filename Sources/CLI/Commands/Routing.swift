import Model
import Wire

/// The command `renga routing`.
struct Routing: Subcommand {
    static let declaration = Declaration(
        "routing",
        .routing,
        "Show how requests reach an app",
        examples: ["renga routing --app myapp"]
    ).with {
        $0.takesApp = true
    }

    let app: AppName?

    init(_ arguments: Arguments) throws(Failure) { app = try arguments.app() }

    func run(_ session: Session) throws {
        let app = try session.app(app)
        let routing = try Self.read(try session.ask(.routing(app: app)), session)
        try session.show(
            routing,
            [session.style.heading("\(app) Routing"), ""] + Self.lines(routing, style: session.style)
        )
    }

    static func read(_ result: OperationResult, _ session: Session) throws -> RoutingSummary {
        guard case .routing(let routing) = result else { throw session.unexpected }
        return routing
    }

    /// In the form in which `routing:set` takes them.
    static func lines(_ routing: RoutingSummary, style: Style) -> [String] {
        let pairs: [(name: String, value: String)] = [
            ("affinity", routing.affinity ? "on" : "off"),
            ("algorithm", routing.algorithm.rawValue),
            ("drain", DurationText.shown(milliseconds: routing.drainMilliseconds)),
            ("hsts", routing.hstsSeconds == 0 ? "off" : "\(routing.hstsSeconds)"),
            ("https-redirect", routing.httpsRedirect ? "on" : "off"),
        ]
        return Columns.pairs(pairs, style: style)
    }
}
