import Model
import Wire

/// The command `renga maintenance`.
struct Maintenance: AppCommand, BareCommand {
    static let declaration = Declaration.ofApp(
        "maintenance",
        .routing,
        70,
        "Show whether an app is in maintenance mode",
        examples: ["renga maintenance --app myapp"]
    )

    func run(_ session: Session, on app: AppName) throws {
        let routing = try session.ask(ShowRouting(app: app))
        let words = routing.maintenance ? (routing.ownPage ? "on, with a page of its own" : "on") : "off"
        try session.show(MaintenancePayload(routing), [words])
    }
}
