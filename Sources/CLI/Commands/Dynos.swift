import Model
import Wire

/// The command `renga ps`.
struct Dynos: Subcommand {
    static let declaration = Declaration(
        "ps",
        .dynos,
        "List the dynos of an app",
        examples: ["renga ps --app myapp"]
    ).with {
        $0.takesApp = true
    }

    let app: AppName?

    init(_ arguments: Arguments) throws(Failure) { app = try arguments.app() }

    func run(_ session: Session) throws {
        let app = try session.app(app)
        let result = try session.ask(.dynos(app: app))
        guard case .dynos(let dynos, let maintenance, let paused, let idle) = result else { throw session.unexpected }
        let notes = Self.notes(maintenance: maintenance, paused: paused, of: app, style: session.style)
        let lines = idle.map { [$0.message, $0.hint(isHere: !session.isOverSSH)] }
        try session.show(dynos, notes + (lines ?? Self.lines(dynos, of: app, now: session.now, style: session.style)))
    }

    /// What keeps requests from the dynos, whatever they are.
    static func notes(maintenance: Bool, paused: Bool, of app: AppName, style: Style) -> [String] {
        var notes: [String] = []
        if maintenance { notes.append("\(style.app(app.text)) is in maintenance mode: renga maintenance:off --app \(app)") }
        if paused { notes.append("Requests to \(style.app(app.text)) are paused: renga ps:resume --app \(app)") }
        return notes.isEmpty ? [] : notes + [""]
    }

    static func lines(_ dynos: [DynoSummary], of app: AppName, now: Int64, style: Style) -> [String] {
        guard !dynos.isEmpty else {
            return ["No dynos on \(style.app(app.text))."]
        }
        let groups = Dictionary(grouping: dynos, by: \.type).sorted { $0.key < $1.key }
        let blocks = groups.map { type, dynos in
            // While a deploy is on its way there are dynos of two commands; the first that counts is the one served.
            let serving = dynos.filter { !$0.candidate }
            let command = (serving + dynos).first { !$0.command.isEmpty }?.command
            let title = type + (command.map { ": `\($0)`" } ?? "") + " (\(serving.count))"
            return [style.heading(title)] + dynos.sorted(by: Self.isBefore).map { line($0, now: now, style: style) }
        }
        return Array(blocks.joined(separator: [""]))
    }

    private static func line(_ dyno: DynoSummary, now: Int64, style: Style) -> String {
        let state = dyno.state == "crashed" ? style.paint(dyno.state, .error) : dyno.state
        let note = dyno.candidate ? ", candidate" : ""
        return "\(style.paint(dyno.name, .name)): \(state) \(TimeText.shown(dyno.since, now: now))\(note)"
    }

    /// `web.2` before `web.10`, candidates after those that serve.
    private static func isBefore(_ left: DynoSummary, _ right: DynoSummary) -> Bool {
        func number(_ dyno: DynoSummary) -> Int { dyno.name.split(separator: ".").last.flatMap { Int($0) } ?? 0 }
        return (left.candidate ? 1 : 0, number(left), left.release ?? 0) < (
            right.candidate ? 1 : 0, number(right), right.release ?? 0
        )
    }
}
