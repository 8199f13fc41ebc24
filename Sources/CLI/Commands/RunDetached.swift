import Model
import Wire

/// The command `renga run:detached`.
struct RunDetached: AppCommand {
    static let declaration = Declaration.ofApp(
        "run:detached",
        .dynos,
        61,
        "Run a command in a one-off dyno that is left to itself",
        examples: ["renga run:detached python manage.py import --app myapp"]
    ).with {
        $0.operands = "COMMAND [ARGUMENT ...]"
        $0.operandsMin = 1
        $0.operandsMax = .max
        $0.options = OneOffWords.optionsDetached
        $0.takesProgram = true
        $0.notes = ["What it prints goes into the app's log."]
    }

    let words: OneOffWords

    init(_ arguments: Arguments) throws(Failure) { words = try OneOffWords(arguments) }

    func run(_ session: Session, on app: AppName) throws {
        let started = try session.act("Running \(words.shown) on \(session.style.app(app.text))", words.request(app, .detached)) {
            ", \($0.name)"
        }
        guard !session.json else { return try session.showJSON(started) }
        try session.print([
            session.style.said("Its output: renga logs -d \(started.name) --tail -a \(app)"),
            session.style.said("Stop it:    renga ps:stop \(started.name) -a \(app)"),
        ])
    }
}
