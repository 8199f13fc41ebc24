import Model
import Wire

/// The command `renga maintenance:off`.
struct MaintenanceOff: Subcommand {
    static let declaration = Declaration(
        "maintenance:off",
        .routing,
        "Serve an app again after its maintenance",
        examples: ["renga maintenance:off --app myapp"]
    ).with {
        $0.removes = true
        $0.takesApp = true
    }

    let app: AppName?

    init(_ arguments: Arguments) throws(Failure) { app = try arguments.app() }

    func run(_ session: Session) throws {
        let app = try session.app(app)
        let routing = try session.act(
            "Disabling maintenance mode for \(session.style.app(app.text))",
            .setMaintenance(app: app, isOn: false, page: nil)
        ) { (try Routing.read($0, session), "") }
        if session.json { try session.show(MaintenancePayload(routing), []) }
    }
}
