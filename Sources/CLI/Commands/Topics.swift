import Model

/// The command `renga topics`.
struct Topics: BareCommand {
    static let declaration = Declaration(
        "topics",
        .platform,
        41,
        "List the topics of the help",
        examples: ["renga topics", "renga help dynos"]
    )

    func run(_ session: Session) throws { try HelpSubject.topics.show(session) }
}
