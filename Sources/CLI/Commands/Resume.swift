import Model
import Wire

/// The command `renga ps:resume`.
struct Resume: AppCommand, BareCommand {
    static let declaration = Declaration.ofApp(
        "ps:resume",
        .dynos,
        40,
        "Let the requests of an app go on after ps:pause",
        examples: ["renga ps:resume --app myapp"]
    )

    func run(_ session: Session, on app: AppName) throws {
        let routing = try session.act(
            "Resuming requests to \(session.style.app(app.text))",
            PauseRequests(app: app, isPaused: false)
        )
        try session.showJSON(PausePayload(paused: routing.paused))
    }
}
