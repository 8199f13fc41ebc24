import Model

/// The command `renga which`.
struct Which: Subcommand {
    static let declaration = Declaration(
        "which",
        .platform,
        44,
        "Show which command a word stands for",
        examples: ["renga which scale"]
    ).with {
        $0.operands = "COMMAND"
        $0.operandsMin = 1
        $0.operandsMax = 1
    }

    let found: Declaration

    init(_ arguments: Arguments) throws(Failure) { found = try Catalogue.find(arguments.operands[0]).declaration }

    func run(_ session: Session) throws { try session.show(["command": found.name], ["\(found.name): \(found.summary)"]) }
}
