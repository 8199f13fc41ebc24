import Model
import Wire

/// The command `renga releases`.
struct Releases: AppCommand {
    static let linesDefault = 15
    private static let number = Option(
        "num",
        short: "n",
        value: "NUMBER",
        "how many, the newest first (\(linesDefault))"
    )
    static let declaration = Declaration.ofApp(
        "releases",
        .releases,
        10,
        "List the releases of an app",
        examples: ["renga releases --app myapp -n 50"]
    ).with {
        $0.operands = "[vN]"
        $0.operandsMax = 1
        $0.notes = ["With a version it is `releases:info`."]
        $0.options = [number]
    }

    let count: Int
    let version: Int?

    init(_ arguments: Arguments) throws(Failure) {
        count = try arguments.number(Self.number, 1...1_000_000) ?? Self.linesDefault
        version = try arguments.operands.first.map(Rollback.version)
    }

    func run(_ session: Session, on app: AppName) throws {
        if let version { return try ReleasesInfo.show(version, false, session, app) }
        let all = try session.ask(ListReleases(app: app))
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

    /// Heroku's words behind `done`, by the release that was made: `, v5`; none is where nothing has changed.
    static func made(_ release: MadeRelease) -> String { release.version.map { ", v\($0)" } ?? ", nothing has changed" }

    /// What `rollback` cannot go back to: its slug was removed, or it never had one.
    private static func mark(_ release: ReleaseSummary) -> String { release.canRun == false ? "(cannot run: no slug)" : "" }
}
