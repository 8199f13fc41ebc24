import Glibc
import Linux
import Model
import Wire

/// The command `renga destroy`.
struct Destroy: Subcommand {
    private static let confirm = Option("confirm", short: "c", value: "NAME", "the app's name once more")
    static let declaration = Declaration(
        "destroy",
        .apps,
        40,
        "Remove an app for good",
        examples: ["renga destroy myapp", "renga destroy myapp --confirm myapp"]
    ).with {
        $0.removes = true
        $0.aliases = ["apps:destroy", "apps:delete"]
        $0.operands = "[APP]"
        $0.operandsMax = 1
        $0.takesApp = true
        $0.options = [confirm]
        $0.notes = [
            "Its repository, releases, config vars and logs are removed, and its dynos stopped. On a terminal its name is asked for once",
            "more.",
        ]
    }

    let app: AppName?
    let confirmation: String

    init(_ arguments: Arguments) throws(Failure) {
        app = try arguments.appOrOperand()
        confirmation = arguments.value(Self.confirm) ?? ""
    }

    func run(_ session: Session) throws {
        // A name that was typed to confirm is as good as one that was typed to name; a checkout's remote is less.
        let app = try session.app(self.app ?? AppName(confirmation))
        let confirmation = confirmation.isEmpty ? try answer(app, session) : confirmation
        let request = DestroyApp(app: app, confirm: confirmation)
        if confirmation == app.text {
            _ = try session.act("Destroying \(session.style.app(app.text)) (including all dynos and logs)", request)
        } else {
            // Refused behind the socket, where it is decided; here nothing is begun that would have to be taken back.
            _ = try session.ask(request)
        }
        try session.showJSON(MessagePayload(message: "Destroyed \(app)"))
    }

    /// What a person types at the terminal; empty where nobody can be asked.
    private func answer(_ app: AppName, _ session: Session) throws -> String {
        guard isatty(session.streams.input) == 1, isatty(session.streams.errors) == 1, !session.json else { return "" }
        // Nobody types the name of an app that is not there.
        _ = try session.ask(DescribeApp(app: app))
        try session.streams.complain([
            "This removes \(session.style.app(app.text)) for good: its repository, releases, config vars and logs."
        ])
        try session.streams.say("To proceed, type \(app): ")
        var reader = LineReader(session.streams.input)
        return try reader.nextText()?.trimmed ?? ""
    }
}
