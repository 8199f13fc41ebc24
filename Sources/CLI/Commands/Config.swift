import Model
import Wire

/// The command `renga config`.
struct Config: AppCommand {
    static let shell = Option("shell", short: "s", "as KEY=value, quoted for a shell")
    static let declaration = Declaration.ofApp(
        "config",
        .config,
        10,
        "List the config vars of an app",
        examples: ["renga config --app myapp", "renga config --shell > .env"]
    ).with {
        $0.options = [shell, .preview]
    }

    let forShell: Bool
    private let isOfPreviews: Bool

    init(_ arguments: Arguments) throws(Failure) {
        forShell = arguments.has(Self.shell)
        isOfPreviews = arguments.has(.preview)
    }

    func run(_ session: Session, on app: AppName) throws {
        let vars = try isOfPreviews ? session.ask(ListPreviewConfig(app: app)) : session.ask(ListConfigVars(app: app))
        if forShell { return try session.showRaw(vars, Self.shellLines(vars)) }
        let lines = isOfPreviews ? Self.previewLines(vars, of: app, session.style) : Self.lines(vars, of: app, style: session.style)
        try session.show(vars, lines)
    }

    private static func previewLines(_ vars: [String: String], of app: AppName, _ style: Style) -> [String] {
        guard !vars.isEmpty else { return ["Previews of \(style.app(app.text)) begin with what app.json says alone."] }
        return [style.heading("\(app) Preview Config Vars"), ""] + pairs(vars, style: style)
    }

    static func lines(_ vars: [String: String], of app: AppName, style: Style) -> [String] {
        guard !vars.isEmpty else { return ["\(style.app(app.text)) has no config vars."] }
        return [style.heading("\(app) Config Vars"), ""] + pairs(vars, style: style)
    }

    /// Previews that are there go on with what they have.
    static func sayPreviews(of app: AppName, _ session: Session) throws {
        let known = session.json ? [] : try session.ask(ListPreviews(app: app)).previews.map(\.name.text)
        guard let first = known.first else { return }
        let names =
            known.count > 3 ? "\(known.prefix(3).joined(separator: ", ")) and \(known.count - 3) more" : known.joined(separator: ", ")
        try session.print([session.style.said("\(names): as before; each has its own: renga config:set KEY=value -a \(first)")])
    }

    static func pairs(_ vars: [String: String], style: Style) -> [String] {
        Columns.pairs(vars.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) }, style: style)
    }

    static func shellLines(_ vars: [String: String]) -> [String] {
        vars.sorted { $0.key < $1.key }.map { "\($0.key)=\(ShellQuoting.quote($0.value))" }
    }
}
