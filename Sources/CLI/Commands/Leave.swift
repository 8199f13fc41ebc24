import Model
import Wire

/// The command `renga apps:leave`.
struct Leave: AppCommand, BareCommand {
    static let declaration = Declaration.ofApp(
        "apps:leave",
        .people,
        50,
        "Give up your own access to somebody's app",
        examples: ["renga apps:leave --app myapp"]
    ).with {
        $0.removes = true
        $0.aliases = ["leave"]
    }

    func run(_ session: Session, on app: AppName) throws {
        _ = try session.act("Leaving \(session.style.app(app.text))", LeaveApp(app: app))
        try session.showJSON(MessagePayload(message: "Left \(app)"))
    }
}
