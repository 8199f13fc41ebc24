import Model
import Wire

/// The command `renga stack`.
struct Stack: AppCommand, BareCommand {
    static let declaration = Declaration.ofApp(
        "stack",
        .builds,
        45,
        "Show what an app stands on, and how old that is",
        examples: ["renga stack --app myapp"]
    ).with {
        $0.notes = ["A base system is made once and kept: what Debian has mended since then is not in it."]
    }

    func run(_ session: Session, on app: AppName) throws {
        let stack = try session.ask(DescribeStack(app: app))
        try session.show(stack, Self.lines(stack, of: app, now: session.now, style: session.style))
    }

    static func lines(_ stack: StackSummary, of app: AppName, now: Int64, style: Style) -> [String] {
        let title = [style.heading("\(app) Stack"), ""]
        guard stack.release != nil else { return title + ["\(stack.stack): nothing was pushed yet"] }
        let rows = stack.layers.map { [$0.title, $0.madeAt.map { "made \(TimeText.shown($0, now: now))" } ?? "not there"] }
        return title + Columns.align(rows)
    }
}
