import Model
import Wire

/// The command `renga git:remote`.
struct GitRemoteSet: AppCommand {
    private static let remote = Option("remote", short: "r", value: "NAME", "the remote's name (heroku)")
    static let declaration = Declaration.ofApp(
        "git:remote",
        .apps,
        60,
        "Set the git remote of a checkout to an app",
        examples: ["renga git:remote --app myapp", "renga git:remote --app myapp-staging --remote staging"]
    ).with {
        $0.options = [remote]
        $0.notes = ["Over SSH it prints the line to type: the checkout is where you are."]
    }

    let name: String

    init(_ arguments: Arguments) throws(Failure) {
        name = arguments.value(Self.remote) ?? "heroku"
        guard try arguments.app() == nil else { return }
        // The checkout's remote is what is to be set.
        throw Failure(.invalid, "`git:remote` needs the app", hint: "add --app NAME; `renga apps` lists the apps")
    }

    /// In JSON.
    private struct Payload: Encodable {
        let remote: String
        let url: String
    }

    func run(_ session: Session, on app: AppName) throws {
        let url = try session.ask(DescribeApp(app: app)).gitURL
        let payload = Payload(remote: name, url: url)
        guard session.offersMachine else {
            return try session.show(payload, ["git remote add \(ShellQuoting.quote(name)) \(url)"])
        }
        let checkout = GitCheckout(session.surroundings)
        guard checkout.isOurs else {
            throw Failure(
                .refused,
                "this is no git checkout of yours",
                hint: "in the app's checkout: git remote add \(ShellQuoting.quote(name)) \(url)"
            )
        }
        guard checkout.set(GitRemote(name: name, url: url)) else {
            throw Failure(.invalid, "git does not take `\(name)` for the name of a remote", hint: "choose another: --remote NAME")
        }
        try session.show(payload, ["set git remote \(name) to \(url)"])
    }
}
