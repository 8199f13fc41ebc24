import Model
import Wire

/// The command `renga apps:rename`.
struct Rename: Subcommand {
    static let declaration = Declaration(
        "apps:rename",
        .apps,
        65,
        "Call an app otherwise",
        examples: ["renga apps:rename newname --app myapp"]
    ).with {
        $0.aliases = ["rename"]
        $0.operands = "NEWNAME"
        $0.operandsMin = 1
        $0.operandsMax = 2
        $0.takesApp = true
        $0.notes = [
            "It goes on running, and its address becomes NEWNAME.DOMAIN; the one of before stops, unless it is added: domains:add.",
            "Checkouts push and fetch by the old name still, and are told the new one; commands take the new one alone.",
            "The old name is kept for those who manage the app: `create` by them takes it, and pushes to it go to the new app then.",
            "A name has \(AppName.rule).",
        ]
    }

    let app: AppName?
    let name: String

    /// In Dokku's form as well, `apps:rename OLDNAME NEWNAME`.
    init(_ arguments: Arguments) throws(Failure) {
        app = arguments.operands.count == 2 ? try arguments.appOrOperand() : try arguments.app()
        name = arguments.operands[arguments.operands.count - 1]
    }

    func run(_ session: Session) throws {
        let app = try session.app(self.app)
        let answer = try session.act(
            "Renaming \(session.style.app(app.shown)) to \(session.style.app(name))",
            RenameApp(app: app, newName: name)
        )
        let updated = session.offersMachine && !session.json ? update(GitCheckout(session.surroundings), answer) : []
        try session.show(answer, Self.lines(answer, updated: updated))
    }

    /// The remotes of this checkout that were the app's, as Heroku's CLI does it.
    private func update(_ checkout: GitCheckout, _ answer: RenameApp.Answer) -> [String] {
        guard checkout.isOurs else { return [] }
        return checkout.remotes(checkout.remoteNames)
            // One that is a path is that of the repository, which is where it was.
            .filter { $0.app?.shown == answer.formerName && !$0.isPath && $0.url.hasPrefix(Self.host(answer.app.gitURL)) }
            .filter { checkout.set(GitRemote(name: $0.name, url: answer.app.gitURL)) }
            .map(\.name)
    }

    /// All of a git URL but its last part.
    private static func host(_ url: String) -> Substring {
        url.lastIndex { $0 == "/" || $0 == ":" }.map { url[...$0] } ?? url[...]
    }

    static func lines(_ answer: RenameApp.Answer, updated: [String]) -> [String] {
        ["\(answer.app.url) | \(answer.app.gitURL)"]
            + updated.map { "Git remote \($0) updated" }
            + [
                "", "\(answer.formerURL) is no address of it any more. In \(updated.isEmpty ? "" : "other ")checkouts of the app:",
                "    git remote set-url heroku \(answer.app.gitURL)",
            ]
    }
}
