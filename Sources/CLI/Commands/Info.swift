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
        $0.options = [shell]
    }

    private static let shell = Option("shell", short: "s", "write NAME=value lines, for a shell")

    let app: AppName?
    private let isForShell: Bool

    init(_ arguments: Arguments) throws(Failure) {
        app = try arguments.appOrOperand()
        isForShell = arguments.has(Self.shell)
    }

    func run(_ session: Session) throws {
        let app = try session.ask(DescribeApp(app: try session.app(app)))
        if isForShell { return try session.showRaw(app, Self.shellLines(app)) }
        try session.show(app, Self.lines(app, now: session.now, style: session.style))
    }

    /// Heroku's names, where it has the fact as well.
    private static func shellLines(_ app: AppSummary) -> [String] {
        let pairs: [(name: String, value: String?)] = [
            ("created_at", app.createdAt), ("git_url", app.gitURL), ("maintenance", app.maintenance ? "on" : "off"),
            ("name", app.name.text), ("owner", app.owner),
            ("release", app.release.map { "v\($0)" }), ("released_at", app.lastDeployAt),
            ("repo_size", app.repositoryBytes.map { "\($0)" }), ("slug_size", app.slugBytes.map { "\($0)" }), ("stack", app.stack),
            ("web_url", app.url),
        ]
        return pairs.compactMap { pair in pair.value.map { "\(pair.name)=\(ShellQuoting.quote($0))" } }
    }

    private static func lastDeploy(_ app: AppSummary, now: Int64) -> String? {
        guard let time = app.lastDeployAt else { return nil }
        return TimeText.shown(time, now: now) + (app.lastDeployBy.map { " by \($0)" } ?? "")
    }

    static func lines(_ app: AppSummary, now: Int64, style: Style) -> [String] {
        let dynos = app.formation.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
        let pairs: [(name: String, value: String?)] = [
            ("Branch", app.branch),
            ("Buildpack", app.buildpacks.isEmpty ? nil : app.buildpacks.joined(separator: ", ")),
            ("Commit", app.commit?.short),
            ("Created", TimeText.shown(app.createdAt, now: now)),
            ("Domains", app.domains.isEmpty ? nil : app.domains.joined(separator: "\n")),
            ("Dynos", dynos.isEmpty ? nil : dynos),
            ("First Name", app.firstName.map { "\($0) (on the machine: repos/\($0).git, builds/\($0), logs/\($0))" }),
            ("Folder", app.folder?.path),
            ("Git URL", app.gitURL),
            ("Idle", app.idleSince.map { "since \(TimeText.shown($0, now: now))" }),
            ("Last Deploy", lastDeploy(app, now: now)),
            ("Maintenance", app.maintenance ? "on" : nil),
            ("Memory", app.memoryBytes.map { "\(Quantity.rounded(bytes: $0)) in use" }),
            ("Owner", app.owner),
            ("Paused", app.paused ? "requests wait" : nil),
            ("Preview Of", app.parent?.text),
            ("Release", app.release.map { "v\($0)" }),
            ("Repo Size", app.repositoryBytes.map { Quantity.rounded(bytes: $0) }),
            ("Slug Size", app.slugBytes.map { Quantity.rounded(bytes: $0) }),
            ("Stack", app.stack),
            ("Storage", app.storage.map { $0.map { "\($0.name) \($0.path ?? "(kept)") \($0.size)" }.joined(separator: "\n") }),
            ("Web URL", app.url),
        ]
        let known = pairs.compactMap { pair in pair.value.map { (name: pair.name, value: $0) } }
        return [style.heading(app.name.text), ""] + Columns.pairs(known, style: style)
    }
}
