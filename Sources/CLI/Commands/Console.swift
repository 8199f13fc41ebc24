import Model

/// The command `renga console`.
struct Console: AppCommand {
    static let declaration = Declaration.ofApp(
        "console",
        .dynos,
        62,
        "Run the console of an app's Procfile in a one-off dyno",
        examples: ["renga console --app myapp"]
    ).with {
        $0.operands = "[ARGUMENT ...]"
        $0.operandsMax = .max
        $0.options = OneOffWords.options
        $0.takesProgram = true
        $0.notes = ["It is `renga run console`, with the line of that name in the Procfile, such as `console: python manage.py shell`."]
    }

    let words: OneOffWords

    init(_ arguments: Arguments) throws(Failure) { words = try OneOffWords(arguments, first: ["console"]) }

    func run(_ session: Session, on app: AppName) throws { try words.run(session, on: app) }
}
