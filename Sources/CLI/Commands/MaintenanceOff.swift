import Model
import Wire

/// The command `renga maintenance:off`.
struct MaintenanceOff: AppCommand, BareCommand {
    static let declaration = Declaration.ofApp(
        "maintenance:off",
        .routing,
        90,
        "Serve an app again after its maintenance",
        examples: ["renga maintenance:off --app myapp"]
    ).with { $0.removes = true }

    func run(_ session: Session, on app: AppName) throws {
        let routing = try session.act(
            "Disabling maintenance mode for \(session.style.app(app.text))",
            SetMaintenance(app: app, isOn: false, page: nil)
        )
        try session.showJSON(MaintenancePayload(routing))
    }
}
