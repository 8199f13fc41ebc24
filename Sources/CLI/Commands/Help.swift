import Model

/// The command `renga help`.
struct Help: Subcommand {
    static let declaration = Declaration(
        "help",
        .platform,
        40,
        "Show the commands, one in full, a topic, or what a code such as H12 means",
        examples: ["renga help", "renga help ps:scale", "renga help topics", "renga help H12", "renga help exit-codes"]
    ).with {
        $0.operands = "[COMMAND | TOPIC | CODE]"
        $0.operandsMax = 1
    }

    private let subject: HelpSubject

    init(_ arguments: Arguments) throws(Failure) { subject = try arguments.operands.first.map(HelpSubject.init) ?? .overview }

    func run(_ session: Session) throws { try subject.show(session) }
}
