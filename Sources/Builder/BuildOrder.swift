import Linux
import Model

/// What the builder is asked to do: its command line, checked. Nothing of it reaches a path unchecked.
///
/// The sudo rule allows the git user command lines of a root and a verb, and no other. What a verb is about comes on
/// standard input, a word a line up to an empty one; those who are root may say it on the command line as well.
struct BuildOrder {
    enum Verb {
        case prepare(Push)
        case commit(Push)
        /// Asked by the runner: what was pushed last, once more, for who has this key.
        case rebuild(AppName, key: Int64?)
        /// Asked by the runner: what a push of a tree would do that comes on this descriptor.
        case preview(AppName, tree: Int32)
        /// Beside the push that is under way with this quarantine, if there is one.
        case settle(AppName, quarantine: String?, by: Pusher)
        case stack(String)
        /// Asked by the builder itself: to be the child that plans, for as long as the process `parent` lives.
        case plan(parent: Int32)
        /// The same, to read what the publisher of a toolchain lists, by the number of its source.
        case index(String, source: Int, parent: Int32)
        /// The same, to read what `bin/release` of a classic buildpack printed.
        case release(parent: Int32)
        /// To look what publishers list now: of these toolchains, or of all.
        case look([String])
        /// To bring an app to a newer base system; the runner asks, which holds the app's lock.
        case upgrade(AppName, actor: String)
        /// To ask Debian's archive what it has newer than the layers of an app.
        case news(AppName)
    }

    /// Whose key it was, and the address that they came from; nil: they are on the machine.
    struct Pusher {
        var key: Int64?
        var origin: String?
    }

    struct Push {
        /// What is built.
        var app: AppName
        /// In whose repository the ref is: a preview's is that of its app.
        var repository: AppName
        let ref: RefName
        let old: CommitID
        let new: CommitID
        let key: Int64?
        /// The address that the pusher came from; nil: they are on the machine.
        var origin: String?
        /// Where git keeps the pushed objects until the ref has moved.
        let quarantine: String?
        /// nil: somebody has pushed.
        var upgrade: StackUpgrade.Choice?
        /// Nobody pushes: the ref is where it was.
        var isRebuild: Bool { old == new }
        /// The ref is not the app's own, and which app it makes has not been asked yet.
        var isOfPreview: Bool { app == repository && !ref.deploys }

        func building(_ preview: AppName) -> Push {
            var push = self
            push.app = preview
            return push
        }
    }

    let root: InstallationRoot
    let verb: Verb
    /// Where who started us reads why it failed: a number of a descriptor; nil: nobody does.
    let outcome: Int32?

    /// - Parameter more: the words on standard input; asked for where the command line says no more than a root and a verb.
    init(_ words: [String], more: (_ root: InstallationRoot, _ verb: String) throws(Failure) -> [String]) throws(Failure) {
        var options = try Self.options(words)
        guard let verb = options.words.first else { throw options.refusal("was asked nothing") }
        let plain = options.words.dropFirst()
        root = try options.root()
        if options.given.isEmpty, plain.isEmpty, Self.verbsOfHooks.contains(verb) {
            options = try Self.options(try more(root, verb))
            guard options["--root"] == nil, options.words.isEmpty else {
                throw options.refusal("does not know what an order of such words is")
            }
        }
        outcome = options["--outcome"].flatMap { Int32($0) }
        switch verb {
        case "upgrade": self.verb = .upgrade(try Self.app(options), actor: options["--actor"] ?? "root")
        case "news": self.verb = .news(try Self.app(options))
        case "prepare": self.verb = .prepare(try Self.push(options))
        case "commit": self.verb = .commit(try Self.push(options))
        case "rebuild": self.verb = .rebuild(try Self.app(options), key: options["--key"].flatMap { Int64($0) })
        case "preview":
            guard let tree = options["--tree"].flatMap({ Int32($0) }) else { throw options.refusal("needs --tree NUMBER") }
            self.verb = .preview(try Self.app(options), tree: tree)
        case "settle":
            self.verb = .settle(try Self.app(options), quarantine: options["--quarantine"], by: Self.pusher(options))
        case "stack":
            guard let name = plain.first else { throw options.refusal("needs the name of a stack") }
            self.verb = .stack(name)
        case "plan":
            guard let parent = options["--parent"].flatMap({ Int32($0) }) else { throw options.refusal("needs --parent PID") }
            self.verb = .plan(parent: parent)
        case "index":
            guard let parent = options["--parent"].flatMap({ Int32($0) }), plain.count == 2, let name = plain.first,
                let source = plain.last.flatMap({ Int($0) })
            else { throw options.refusal("needs a toolchain, the number of a source and --parent PID") }
            self.verb = .index(name, source: source, parent: parent)
        case "release":
            guard let parent = options["--parent"].flatMap({ Int32($0) }) else { throw options.refusal("needs --parent PID") }
            self.verb = .release(parent: parent)
        case "look": self.verb = .look(Array(plain))
        default: throw options.refusal("does not know `\(verb)`")
        }
    }

    private static let verbsOfHooks = ["prepare", "commit", "settle"]

    private static func options(_ words: [String]) throws(Failure) -> ProgramOptions {
        try ProgramOptions(
            "renga-builder",
            usage:
                "--root DIR prepare|commit|settle|rebuild|preview|stack NAME|look [NAME ...]; git's hooks and the runner call it, `stack` and `look` are for people",
            words,
            options: [
                "--app", "--ref", "--old", "--new", "--key", "--quarantine", "--parent", "--actor", "--outcome", "--tree", "--origin",
            ]
        )
    }

    private static func push(_ options: ProgramOptions) throws(Failure) -> Push {
        guard let ref = options["--ref"].flatMap({ RefName($0) }), let old = options["--old"].flatMap({ CommitID($0) }),
            let new = options["--new"].flatMap({ CommitID($0) })
        else { throw options.refusal("needs --ref, --old and --new") }
        let (app, pusher) = (try app(options), pusher(options))
        return Push(
            app: app,
            repository: app,
            ref: ref,
            old: old,
            new: new,
            key: pusher.key,
            origin: pusher.origin,
            quarantine: options["--quarantine"]
        )
    }

    private static func pusher(_ options: ProgramOptions) -> Pusher {
        Pusher(key: options["--key"].flatMap { Int64($0) }, origin: options["--origin"].flatMap { IPAddress($0) }.map(\.text))
    }

    private static func app(_ options: ProgramOptions) throws(Failure) -> AppName {
        guard let app = options["--app"].flatMap({ AppName($0) }) else { throw options.refusal("needs --app NAME") }
        return app
    }
}
