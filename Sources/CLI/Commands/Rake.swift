import Model

/// The command `renga rake`.
struct Rake: AppCommand {
    static let declaration = Declaration.ofApp(
        "rake",
        .dynos,
        63,
        "Run rake in a one-off dyno",
        examples: ["renga rake db:migrate --app myapp"]
    ).with {
        $0.operands = "[TASK ...]"
        $0.operandsMax = .max
        $0.options = OneOffWords.options
        $0.takesProgram = true
        $0.notes = ["It is `renga run rake`, with the Procfile's line of that name where there is one."]
    }

    let words: OneOffWords

    init(_ arguments: Arguments) throws(Failure) { words = try OneOffWords(arguments, first: ["rake"]) }

    func run(_ session: Session, on app: AppName) throws { try words.run(session, on: app) }
}
