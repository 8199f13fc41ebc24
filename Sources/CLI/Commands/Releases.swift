import Model
import Wire

/// The command `renga releases`.
struct Releases: Subcommand {
    static let linesDefault = 15
    private static let number = Option(
        "num",
        short: "n",
        value: "NUMBER",
        "how many, the newest first (\(linesDefault))"
    )
    static let declaration = Declaration(
        "releases",
        .releases,
        "List the releases of an app",
        examples: ["renga releases --app myapp -n 50"]
    ).with {
        $0.takesApp = true
        $0.options = [number]
    }

    let app: AppName?
    let count: Int

    init(_ arguments: Arguments) throws(Failure) {
        app = try arguments.app()
        count = try arguments.number(Self.number, 1...1_000_000) ?? Self.linesDefault
    }

    func run(_ session: Session) throws {
        let app = try session.app(app)
        let result = try session.ask(.releases(app: app))
        guard case .releases(let all) = result else { throw session.unexpected }
        let shown = Array(all.sorted { $0.version > $1.version }.prefix(count))
        let current = all.first(where: \.current)?.version
        try session.show(shown, Self.lines(shown, of: app, current: current, now: session.now, style: session.style))
    }

    static func lines(_ releases: [ReleaseSummary], of app: AppName, current: Int?, now: Int64, style: Style)
        -> [String]
    {
        let marks = releases.contains { $0.canRun == false }
        let rows = releases.map {
            ["v\($0.version)", $0.description, $0.actor, TimeText.shown($0.createdAt, now: now)] + (marks ? [mark($0)] : [])
        }
        return [style.heading("\(app) Releases" + (current.map { " - Current: v\($0)" } ?? "")), ""]
            + Columns.align(rows)
    }

    /// What `rollback` cannot go back to: its slug was removed, or it never had one.
    private static func mark(_ release: ReleaseSummary) -> String { release.canRun == false ? "(cannot run: no slug)" : "" }
}
