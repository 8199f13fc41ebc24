import Model
import Wire

/// The command `renga run`.
struct Run: AppCommand {
    static let declaration = Declaration.ofApp(
        "run",
        .dynos,
        60,
        "Run a command in a one-off dyno",
        examples: [
            "renga run bash --app myapp", "renga run -- python manage.py migrate --fake", "renga run 'pg_dump $DATABASE_URL' > dump.sql",
        ]
    ).with {
        $0.operands = "COMMAND [ARGUMENT ...]"
        $0.operandsMin = 1
        $0.operandsMax = .max
        $0.options = OneOffWords.options
        $0.takesProgram = true
        $0.notes = [
            "One word is a line of the shell; of several, each arrives as it is. A name of the Procfile runs its line, with what follows",
            "behind it. At a terminal the command has a terminal; else standard input and output go through byte for byte. It ends as the",
            "command ends. Options of `run` may stand anywhere before a `--`; what it does not know belongs to the command.",
        ]
    }

    let words: OneOffWords

    init(_ arguments: Arguments) throws(Failure) { words = try OneOffWords(arguments) }

    func run(_ session: Session, on app: AppName) throws { try words.run(session, on: app) }
}

extension OneOffWords {
    func run(_ session: Session, on app: AppName) throws {
        let doing = "Running \(shown) on \(session.style.app(app.text))"
        let process = AttachedProcess(session: session, wantsTerminal: wantsTerminal, doing: doing)
        try process.run { stance, handed in
            let started = try session.ask(request(app, stance, term: session.surroundings.environment["TERM"]), inputs: handed) { _ in }
            return .init(words: "\(started.name) (v\(started.version))") {
                try session.ask(AwaitDyno(app: app, id: started.id)) { _ in }
            }
        }
    }
}
