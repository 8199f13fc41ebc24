import Model

/// The command `renga commands`.
struct Commands: BareCommand {
    static let declaration = Declaration(
        "commands",
        .platform,
        42,
        "List the names of all commands, one a line",
        examples: ["renga commands", "renga commands --json"]
    )

    func run(_ session: Session) throws {
        let names = Catalogue.all.map { $0.declaration.name }.sorted()
        try session.show(names, names)
    }
}
