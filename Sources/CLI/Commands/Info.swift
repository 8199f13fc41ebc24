import Model
import Wire

/// The command `renga info`.
struct Info: Subcommand {
    static let declaration = Declaration(
        "info",
        .apps,
        30,
        "Show what there is to know of an app",
        examples: ["renga info myapp", "renga info --app myapp --json"]
    ).with {
        $0.aliases = ["apps:info"]
        $0.operands = "[APP]"
        $0.operandsMax = 1
        $0.takesApp = true
    }

    let app: AppName?

    init(_ arguments: Arguments) throws(Failure) { app = try arguments.appOrOperand() }

    func run(_ session: Session) throws {
        let app = try session.ask(DescribeApp(app: try session.app(app)))
        try session.show(app, Self.lines(app, now: session.now, style: session.style))
    }

    static func lines(_ app: AppSummary, now: Int64, style: Style) -> [String] {
        let dynos = app.formation.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
        let pairs: [(name: String, value: String?)] = [
            ("Buildpack", app.buildpacks.isEmpty ? nil : app.buildpacks.joined(separator: ", ")),
            ("Commit", app.commit?.short),
            ("Created", TimeText.shown(app.createdAt, now: now)),
            ("Domains", app.domains.isEmpty ? nil : app.domains.joined(separator: "\n")),
            ("Dynos", dynos.isEmpty ? nil : dynos),
            ("Folder", app.folder?.path),
            ("Git URL", app.gitURL),
            ("Maintenance", app.maintenance ? "on" : nil),
            ("Paused", app.paused ? "requests wait" : nil),
            ("Release", app.release.map { "v\($0)" }),
            ("Slug Size", app.slugBytes.map { Quantity.rounded(bytes: $0) }),
            ("Stack", app.stack),
            ("Web URL", app.url),
        ]
        let known = pairs.compactMap { pair in pair.value.map { (name: pair.name, value: $0) } }
        return [style.heading(app.name.text), ""] + Columns.pairs(known, style: style)
    }
}
