import Model
import Wire

/// The command `renga ps:pause`.
struct Pause: AppCommand, BareCommand {
    static let declaration = Declaration.ofApp(
        "ps:pause",
        .dynos,
        30,
        "Let the requests of an app wait, while a migration runs",
        examples: ["renga ps:pause --app myapp"]
    ).with {
        $0.notes = [
            "Requests that come are held, up to router.boot_wait_milliseconds (75 s), and served at ps:resume; those that",
            "are under way go on.",
        ]
    }

    func run(_ session: Session, on app: AppName) throws {
        let routing = try session.act(
            "Pausing requests to \(session.style.app(app.text))",
            PauseRequests(app: app, isPaused: true)
        )
        try session.show(PausePayload(paused: routing.paused), [session.style.said("Let them go on: renga ps:resume --app \(app)")])
    }
}
