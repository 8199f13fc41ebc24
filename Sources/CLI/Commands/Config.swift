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
        $0.options = [shell]
    }

    let forShell: Bool

    init(_ arguments: Arguments) throws(Failure) { forShell = arguments.has(Self.shell) }

    func run(_ session: Session, on app: AppName) throws {
        let vars = try session.ask(ListConfigVars(app: app))
        if forShell { return try session.showRaw(vars, Self.shellLines(vars)) }
        try session.show(vars, Self.lines(vars, of: app, style: session.style))
    }

    static func lines(_ vars: [String: String], of app: AppName, style: Style) -> [String] {
        guard !vars.isEmpty else { return ["\(style.app(app.text)) has no config vars."] }
        return [style.heading("\(app) Config Vars"), ""] + pairs(vars, style: style)
    }

    static func pairs(_ vars: [String: String], style: Style) -> [String] {
        Columns.pairs(vars.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) }, style: style)
    }

    static func shellLines(_ vars: [String: String]) -> [String] {
        vars.sorted { $0.key < $1.key }.map { "\($0.key)=\(ShellQuoting.quote($0.value))" }
    }
}
