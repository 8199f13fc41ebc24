import Model
import Wire

/// The command `renga builds`.
struct Builds: AppCommand {
    static let linesDefault = 15
    private static let number = Option("num", short: "n", value: "NUMBER", "how many, the newest first (\(linesDefault))")
    static let declaration = Declaration.ofApp(
        "builds",
        .builds,
        1,
        "List the builds of an app, refused ones included",
        examples: ["renga builds --app myapp", "renga builds --app myapp -n 50"]
    ).with {
        $0.options = [number]
    }

    let count: Int

    init(_ arguments: Arguments) throws(Failure) {
        count = try arguments.number(Self.number, 1...ListBuilds.countMax) ?? Self.linesDefault
    }

    func run(_ session: Session, on app: AppName) throws {
        let builds = try session.ask(ListBuilds(app: app, count: count))
        try session.show(builds, Self.lines(builds, of: app, now: session.now, style: session.style))
    }

    static func lines(_ builds: [BuildSummary], of app: AppName, now: Int64, style: Style) -> [String] {
        guard !builds.isEmpty else { return ["No builds of \(style.app(app.text)) yet.", "A push makes one: git push heroku main"] }
        let rows = builds.map { build in
            [
                "#\(build.number)", word(build), build.commit?.short ?? "", build.actor, TimeText.shown(build.createdAt, now: now),
                Quantity.short(milliseconds: build.milliseconds), short(build.reason ?? ""),
            ]
        }
        return [style.heading("\(app) Builds"), ""] + Columns.align(rows)
    }

    /// `v3`, where it is a release.
    static func word(_ build: BuildSummary) -> String { build.version.map { "v\($0)" } ?? status(build) }

    /// One that waits has not begun.
    static func status(_ build: BuildSummary) -> String {
        build.buildsBefore.map { "waiting (\($0) before it)" } ?? build.status.rawValue
    }

    private static let reasonMax = 100

    private static func short(_ reason: String) -> String {
        let line = reason.split(separator: "\n").first.map(String.init) ?? ""
        return line.count > reasonMax ? line.prefix(reasonMax) + "…" : line
    }

    /// What the operand names; nil where there is none.
    static func name(_ arguments: Arguments) throws(Failure) -> BuildName? {
        try arguments.operands.first.map { (word: String) throws(Failure) -> BuildName in
            guard let name = BuildName(word) else {
                throw Failure(.invalid, "`\(word)` is not a build", hint: "name one by \(BuildName.rule)")
            }
            return name
        }
    }
}
