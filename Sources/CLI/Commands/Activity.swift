import Model
import Wire

/// The command `renga activity`.
struct Activity: Subcommand {
    private static let number = Option("num", short: "n", value: "NUMBER", "how many, the newest first (\(countDefault))")
    private static let all = Option("all", "of every app, and of the machine")
    private static let countDefault = 30
    static let declaration = Declaration.ofApp(
        "activity",
        .people,
        55,
        "Show what was changed in an app, by whom and from where",
        examples: ["renga activity --app myapp", "renga activity --all -n 200"]
    ).with {
        $0.options = [number, all]
        $0.notes = ["Pushes that were refused have changed nothing: they are in `builds`. No values of config vars are kept."]
    }

    let app: AppName?
    private let isOfAll: Bool
    private let count: Int

    init(_ arguments: Arguments) throws(Failure) {
        app = try arguments.app()
        isOfAll = arguments.has(Self.all)
        count = try arguments.number(Self.number, 1...ListActivity.countMax) ?? Self.countDefault
        if isOfAll, let app { throw Failure(.invalid, "`--all` and the app `\(app)` are both named", hint: "name one") }
    }

    func run(_ session: Session) throws {
        let app = isOfAll ? nil : try session.app(app)
        let all = try session.ask(ListActivity(app: app, count: count))
        try session.show(all, Self.lines(all, of: app, now: session.now, style: session.style))
    }

    static func lines(_ all: [ActivitySummary], of app: AppName?, now: Int64, style: Style) -> [String] {
        let rows = all.map { row in
            [TimeText.shown(row.at, now: now), row.person, row.origin ?? "here"] + (app == nil ? [row.app ?? ""] : []) + [row.what]
        }
        return [style.heading(app.map { "\($0) Activity" } ?? "Activity"), ""]
            + (rows.isEmpty ? ["Nothing was changed yet."] : Columns.align(rows))
    }
}
