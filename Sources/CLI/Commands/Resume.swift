import Model
import Wire

/// The command `renga ps:resume`.
struct Resume: Subcommand {
    static let declaration = Declaration(
        "ps:resume",
        .dynos,
        "Let the requests of an app go on after ps:pause",
        examples: ["renga ps:resume --app myapp"]
    ).with {
        $0.takesApp = true
    }

    let app: AppName?

    init(_ arguments: Arguments) throws(Failure) { app = try arguments.app() }

    func run(_ session: Session) throws {
        let app = try session.app(app)
        let routing = try session.act(
            "Resuming requests to \(session.style.app(app.text))",
            .setPaused(app: app, isPaused: false)
        ) { (try Routing.read($0, session), "") }
        if session.json { try session.show(PausePayload(paused: routing.paused), []) }
    }
}
