import Model

/// What `help` is asked about.
enum HelpSubject {
    case overview, topics, exitCodes
    case command(Declaration)
    case topic(Declaration.Group)
    case code(PlatformCode)

    init(_ word: String) throws(Failure) {
        let name = word.lowercased()
        if PlatformCode.isOne(word) {
            self = .code(try Self.code(word))
        } else if name == "topics" || name == "topic" {
            self = .topics
        } else if ["exit-codes", "exit-code", "exit", "status-codes"].contains(name) {
            self = .exitCodes
        } else if name == "codes" || name == "errors" {
            throw Failure(.notFound, "each code has a page of its own", hint: "renga help H12; known here: \(Self.codes)")
        } else if !Catalogue.names.contains(word), let group = Declaration.Group.allCases.first(where: { $0.words.contains(name) }) {
            self = .topic(group)
        } else {
            self = .command(try Catalogue.find(word).declaration)
        }
    }

    private static var codes: String { PlatformCode.all.map(\.name).joined(separator: ", ") }

    private static func code(_ word: String) throws(Failure) -> PlatformCode {
        if let code = PlatformCode.of(word) { return code }
        throw Failure(.notFound, "there is no code \(word.uppercased()) here", hint: "known here: \(codes)")
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

    private struct CodeRow: Encodable {
        let code: String
        let title: String
        let why: String
        let cure: String
    }

    func show(_ session: Session) throws {
        let style = session.style
        switch self {
        case .overview:
            try session.show(Catalogue.all.map { Row($0.declaration) }, HelpPage.overview(overSSH: session.isOverSSH, style: style))
        case .command(let command): try session.show(Row(command), HelpPage.lines(of: command, style: style))
        case .topic(let group):
            let members = Catalogue.all.map { $0.declaration }.filter { $0.group == group }
            try session.show(members.map(Row.init), HelpPage.topic(group, style: style))
        case .topics:
            try session.show(Declaration.Group.allCases.map(\.word), HelpPage.topics(style: style))
        case .exitCodes:
            let rows = Failure.Code.allCases.map { (code: $0.rawValue, status: Int($0.exitStatus)) }
            try session.show(Dictionary(uniqueKeysWithValues: rows.map { ($0.code, $0.status) }), HelpPage.exitCodes(style: style))
        case .code(let code):
            try session.show(
                CodeRow(code: code.name, title: code.title, why: code.why, cure: code.cure),
                [style.heading("\(code.name) \(code.title)"), "", code.why, style.said(code.cure)]
            )
        }
    }
}
