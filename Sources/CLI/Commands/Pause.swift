import Model
import Wire

/// The command `renga ps:pause`.
struct Pause: Subcommand {
    static let declaration = Declaration(
        "ps:pause",
        .dynos,
        "Let the requests of an app wait, while a migration runs",
        examples: ["renga ps:pause --app myapp"]
    ).with {
        $0.takesApp = true
        $0.notes = [
            "Requests that come are held, up to router.boot_wait_milliseconds (75 s), and served at ps:resume; those that",
            "are under way go on.",
        ]
    }

    let app: AppName?

    init(_ arguments: Arguments) throws(Failure) { app = try arguments.app() }

    func run(_ session: Session) throws {
        let app = try session.app(app)
        let routing = try session.act(
            "Pausing requests to \(session.style.app(app.text))",
            .setPaused(app: app, isPaused: true)
        ) { (try Routing.read($0, session), "") }
        try session.show(PausePayload(paused: routing.paused), ["Let them go on: renga ps:resume --app \(app)"])
    }
}

/// Whether the requests of an app wait, in JSON.
struct PausePayload: Encodable {
    let paused: Bool
}
