import Model
import Wire

/// The command `renga create`.
struct Create: Subcommand {
    static let declaration = Declaration(
        "create",
        .apps,
        20,
        "Create an app",
        examples: ["renga create", "renga create myapp", "renga create myapp --buildpack heroku/python"]
    ).with {
        $0.aliases = ["apps:create"]
        $0.operands = "[NAME]"
        $0.operandsMax = 1
        $0.takesApp = true
        $0.options = [buildpackOption]
        $0.notes = [
            "Without a name the app gets one. In a git checkout the remote `heroku` is added, unless there is one.",
            "A name has \(AppName.rule).",
        ]
    }

    private static let buildpackOption = Option(
        "buildpack",
        short: "b",
        value: "BUILDPACK",
        "what builds it, as of buildpacks:add; else its files say it"
    )

    let name: AppName?
    let buildpack: BuildpackReference?

    init(_ arguments: Arguments) throws(Failure) {
        name = try arguments.appOrOperand()
        if let text = arguments.value(Self.buildpackOption) { buildpack = try BuildpackReference(text) } else { buildpack = nil }
    }

    func run(_ session: Session) throws {
        if let buildpack { try BuildpackWords.check(buildpack, session) }
        let doing = name.map { "Creating \(session.style.app($0.text))" } ?? "Creating app"
        let app = try session.act(doing, CreateApp(appName: name?.text)) { app in
            name == nil ? ", \(session.style.app(app.name.text))" : ""
        }
        if let buildpack {
            _ = try session.act("Setting buildpack to \(buildpack)", ChangeBuildpacks(app: app.name, change: .add(buildpack, index: nil)))
        }
        let remote = !session.offersMachine || session.json ? .none : Self.connect(app, GitCheckout(session.surroundings))
        try session.show(app, Self.lines(app, remote))
    }

    /// What became of the checkout's remote.
    enum Remote: Hashable { case none, added, taken(by: String) }

    private static func connect(_ app: AppSummary, _ checkout: GitCheckout) -> Remote {
        guard checkout.isOurs else { return .none }
        if let old = checkout.remotes(["heroku"]).first { return old.url == app.gitURL ? .added : .taken(by: old.url) }
        return checkout.add(GitRemote(name: "heroku", url: app.gitURL)) ? .added : .none
    }

    static func lines(_ app: AppSummary, _ remote: Remote) -> [String] {
        let links = "\(app.url) | \(app.gitURL)"
        switch remote {
        case .added:
            return [links, "", "The git remote `heroku` is set. To deploy, type:", "    git push heroku main"]
        case .none:
            return [
                links, "", "To deploy, type in the app's git checkout:", "    git remote add heroku \(app.gitURL)",
                "    git push heroku main",
            ]
        case .taken(let url):
            return [
                links, "", "The git remote `heroku` is left as it is: \(url)", "To deploy to the new app, type:",
                "    git remote set-url heroku \(app.gitURL)", "    git push heroku main",
            ]
        }
    }
}
