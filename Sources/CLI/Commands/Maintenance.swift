import Model
import Wire

/// The command `renga maintenance`.
struct Maintenance: Subcommand {
    static let declaration = Declaration(
        "maintenance",
        .routing,
        "Show whether an app is in maintenance mode",
        examples: ["renga maintenance --app myapp"]
    ).with {
        $0.takesApp = true
    }

    let app: AppName?

    init(_ arguments: Arguments) throws(Failure) { app = try arguments.app() }

    func run(_ session: Session) throws {
        let routing = try Routing.read(try session.ask(.routing(app: try session.app(app))), session)
        let words = routing.maintenance ? (routing.ownPage ? "on, with a page of its own" : "on") : "off"
        try session.show(MaintenancePayload(routing), [words])
    }
}

/// Whether an app is in maintenance mode, in JSON.
struct MaintenancePayload: Encodable {
    let maintenance: Bool
    let ownPage: Bool

    init(_ routing: RoutingSummary) {
        maintenance = routing.maintenance
        ownPage = routing.ownPage
    }
}
