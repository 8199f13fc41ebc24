import Model
import Wire

/// The command `renga create`.
struct Create: Subcommand {
    private static let remote = Option("remote", short: "r", value: "NAME", "the git remote to set in this checkout (heroku)")
    private static let noRemote = Option("no-remote", short: "n", "set no git remote")
    private static let buildpack = Option("buildpack", short: "b", value: "BUILDPACK", "what builds it, as in buildpacks:set")
    private static let stack = Option("stack", short: "s", value: "STACK", "what it stands on; `stacks` lists them")
    private static let region = Option("region", others: ["space"], value: "NAME", "understood: there is one machine")
    private static let team = Option("team", short: "t", value: "NAME", "understood: there are no teams")
    static let declaration = Declaration(
        "create",
        .apps,
        20,
        "Create an app",
        examples: ["renga create", "renga create myapp", "renga create myapp --remote staging --stack debian-12"]
    ).with {
        $0.aliases = ["apps:create"]
        $0.operands = "[NAME]"
        $0.operandsMax = 1
        $0.takesApp = true
        $0.options = [remote, noRemote, buildpack, stack, region, team]
        $0.notes = [
            "Without a name the app gets one. In a git checkout the remote `heroku` is added, unless there is one.",
            "A name has \(AppName.rule).",
        ]
    }

    let name: AppName?
    private let remoteName: String
    private let setsRemote: Bool
    private let buildpack: BuildpackReference?
    private let stack: String?
    /// What is understood and changes nothing.
    private let words: [String]

    init(_ arguments: Arguments) throws(Failure) {
        name = try arguments.appOrOperand()
        remoteName = arguments.value(Self.remote) ?? "heroku"
        setsRemote = !arguments.has(Self.noRemote)
        stack = arguments.value(Self.stack)
        buildpack = try arguments.value(Self.buildpack).map { text throws(Failure) in try BuildpackReference(text) }
        words = Self.words(arguments)
    }

    private static func words(_ arguments: Arguments) -> [String] {
        [
            arguments.value(region).map { "--region \($0) changes nothing: there is one machine, which is all the regions there are" },
            arguments.value(team).map { "--team \($0) changes nothing: there are no teams: let somebody in with `renga access:add NAME`" },
        ].compactMap { $0 }
    }

    func run(_ session: Session) throws {
        if let buildpack { try BuildpackWords.check(buildpack, session) }
        try session.streams.complain(words.map(session.style.said))
        let doing = name.map { "Creating \(session.style.app($0.text))" } ?? "Creating app"
        let app = try session.act(doing, CreateApp(appName: name?.text, stack: stack)) { app in
            name == nil ? ", \(session.style.app(app.name.text))" : ""
        }
        if let buildpack {
            _ = try session.act("Setting buildpack to \(buildpack)", ChangeBuildpacks(app: app.name, change: .add(buildpack, index: nil)))
        }
        if Self.hosts.contains(app.name.text) {
            try session.streams.complain(["`\(app.name)` is a host that people may look for something else at: \(app.url) is this app now."]
            )
        }
        let isHere = session.offersMachine && !session.json && setsRemote
        let checkout = GitCheckout(session.surroundings)
        let remote = isHere ? connect(app, checkout) : .none
        let branch = remote == .none ? GitCheckout.anyBranch : checkout.deployed
        try session.show(app, Self.lines(app, remote, as: remoteName, pushing: branch))
    }

    /// Names that machines of a domain mostly have.
    private static let hosts: Set<String> = [
        "www", "git", "ssh", "mail", "webmail", "smtp", "imap", "pop3", "ftp", "ns1", "ns2", "autoconfig", "autodiscover",
    ]

    /// What became of the checkout's remote.
    enum Remote: Hashable { case none, added, taken(by: String) }

    private func connect(_ app: AppSummary, _ checkout: GitCheckout) -> Remote {
        guard checkout.isOurs else { return .none }
        if let old = checkout.remotes([remoteName]).first { return old.url == app.gitURL ? .added : .taken(by: old.url) }
        return checkout.add(GitRemote(name: remoteName, url: app.gitURL)) ? .added : .none
    }

    /// - Parameter branch: as `git push` takes it.
    static func lines(_ app: AppSummary, _ remote: Remote, as name: String = "heroku", pushing branch: String) -> [String] {
        let links = "\(app.url) | \(app.gitURL)"
        let word = ShellQuoting.quote(name)
        switch remote {
        case .added:
            return [links, "", "The git remote `\(name)` is set. To deploy, type:", "    git push \(word) \(branch)"]
        case .none:
            return [
                links, "", "To deploy, type in the app's git checkout:", "    git remote add \(word) \(app.gitURL)",
                "    git push \(word) \(branch)",
            ]
        case .taken(let url):
            return [
                links, "", "The git remote `\(name)` is left as it is: \(url)", "To deploy to the new app, type:",
                "    git remote set-url \(word) \(app.gitURL)", "    git push \(word) \(branch)",
            ]
        }
    }
}
