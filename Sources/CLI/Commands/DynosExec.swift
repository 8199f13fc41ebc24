import Model
import Wire

/// The command `renga ps:exec`.
struct DynosExec: AppCommand {
    private static let dyno = Option(
        "dyno",
        short: "d",
        value: "DYNO",
        "the dyno, such as web.2; else the first word where it is one's name, else web.1"
    )
    static let declaration = Declaration.ofApp(
        "ps:exec",
        .dynos,
        64,
        "Open a shell in a dyno that runs, or run a command there",
        examples: ["renga ps:exec web.1 --app myapp", "renga ps:exec web.2 -- ls -al /tmp"]
    ).with {
        $0.aliases = ["run:inside"]
        $0.operands = "[DYNO] [COMMAND ...]"
        $0.operandsMax = .max
        $0.options = [dyno, OneOffWords.noTerminal]
        $0.takesProgram = true
        $0.notes = ["It shares the dyno's files, memory and limits, and ends with it."]
    }

    let dyno: String
    let command: [String]
    let wantsTerminal: Bool

    init(_ arguments: Arguments) throws(Failure) {
        let first = arguments.operands.first.flatMap { Self.isName($0) ? $0 : nil }
        let named = arguments.value(Self.dyno)
        dyno = named ?? first ?? "web.1"
        command = named == nil && first != nil ? Array(arguments.operands.dropFirst()) : arguments.operands
        wantsTerminal = !arguments.has(OneOffWords.noTerminal)
    }

    /// `web.1`, `run.4821`.
    private static func isName(_ word: String) -> Bool {
        let parts = word.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 2 && NameRules.isProcessType(String(parts[0])) && Int(parts[1]) != nil
    }

    func run(_ session: Session, on app: AppName) throws {
        let shown = command.isEmpty ? "bash" : command.joined(separator: " ")
        let doing = "Running \(shown) in \(dyno) of \(session.style.app(app.text))"
        let process = AttachedProcess(session: session, wantsTerminal: wantsTerminal, doing: doing)
        try process.run { stance, handed in
            let term = session.surroundings.environment["TERM"]
            let started = try session.ask(EnterDyno(app: app, dyno: dyno, command: command, stance: stance, term: term), inputs: handed) {
                _ in
            }
            return .init(words: dyno) { try session.ask(AwaitDyno(app: app, id: started.id, session: started.session)) { _ in } }
        }
    }
}
