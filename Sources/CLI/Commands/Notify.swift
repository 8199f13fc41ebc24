import Model
import Wire

/// The command `renga notify`.
struct Notify: Subcommand {
    static let declaration = Declaration.ofApp(
        "notify",
        .logs,
        40,
        "List who is told of what goes wrong, and what is wrong now",
        examples: ["renga notify --app myapp", "renga notify --machine"]
    ).with {
        $0.options = [NotifyScope.machine]
        $0.notes = [
            "Behind each is its number, and whether messages arrive. What of a URL lets one in is shown to those alone who may operate",
            "the app.",
        ]
    }

    private let scope: NotifyScope

    init(_ arguments: Arguments) throws(Failure) { scope = try NotifyScope(arguments) }

    func run(_ session: Session) throws {
        let app = try scope.app(session)
        let answer = try session.ask(ListNotify(app: app))
        try session.show(answer, NotifyPage.lines(answer, of: app, now: session.now, session.style))
    }
}
