import Model

/// The command `renga help`.
struct Help: Subcommand {
    static let declaration = Declaration(
        "help",
        .platform,
        40,
        "Show the commands, or one in full",
        examples: ["renga help", "renga help ps:scale"]
    ).with {
        $0.operands = "[COMMAND]"
        $0.operandsMax = 1
    }

    let command: Declaration?

    init(_ arguments: Arguments) throws(Failure) {
        command = try arguments.operands.first.map { name throws(Failure) in try Catalogue.find(name).declaration }
    }

    /// A command, in JSON.
    private struct Row: Encodable {
        let name: String
        let usage: String
        let summary: String

        init(_ declaration: Declaration) {
            name = declaration.name
            usage = HelpPage.usage(of: declaration)
            summary = declaration.summary
        }
    }

    func run(_ session: Session) throws {
        if let command {
            try session.show(Row(command), HelpPage.lines(of: command, style: session.style))
        } else {
            try session.show(
                Catalogue.all.map { Row($0.declaration) },
                HelpPage.overview(overSSH: session.isOverSSH, style: session.style)
            )
        }
    }
}
