import Linux
import Model
import Planning
import Wire

/// The command `renga stack`.
struct Stack: AppCommand, BareCommand {
    static let declaration = Declaration.ofApp(
        "stack",
        .builds,
        45,
        "Show what an app stands on, how old that is, and which fixed packages wait",
        examples: ["renga stack --app myapp"]
    ).with {
        $0.notes = [
            "A base system is made once and kept: what Debian has mended since then is not in it, until `stack:update` makes another.",
            "Debian is asked once an hour at most; where it cannot be, that is said.",
        ]
    }

    func run(_ session: Session, on app: AppName) throws {
        let stack = try session.ask(DescribeStack(app: app))
        try session.show(stack, Self.lines(stack, of: app, now: session.now, style: session.style))
    }

    static func lines(_ stack: StackSummary, of app: AppName, now: Int64, style: Style) -> [String] {
        let title = [style.heading("\(app) Stack"), ""]
        guard stack.release != nil else { return title + ["\(stack.stack): nothing was pushed yet"] }
        let rows = stack.layers.map { [$0.title, $0.madeAt.map { "made \(TimeText.shown($0, now: now))" } ?? "not there"] }
        return title + Columns.align(rows) + [""] + news(stack, of: app, now: now, style: style)
    }

    /// What is known of fixed packages; that nobody knows is not that there are none.
    private static func news(_ stack: StackSummary, of app: AppName, now: Int64, style: Style) -> [String] {
        var lines: [String] = []
        if let problem = stack.problem {
            let known = stack.news.map { ": this is of \(TimeText.shown(Moment.text($0.askedAt), now: now))" } ?? ": they are not known"
            lines.append(style.paint("\(problem)\(known)", .error))
        }
        if let news = stack.news {
            lines += PackageNewsText.lines(news)
        } else if stack.problem == nil {
            lines.append("Which fixed packages wait is not known.")
        }
        if stack.hasNewerBase == true { lines.append("A newer base system of the stack is here.") }
        let isBehind = stack.hasNewerBase == true || stack.news.map { $0.count > 0 } ?? false
        return lines + (isBehind ? [style.said("To bring them in, without a push: renga stack:update --app \(app)")] : [])
    }
}
