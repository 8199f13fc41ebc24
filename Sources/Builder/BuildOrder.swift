import Model

/// What the builder is asked to do: its command line, checked. Nothing of it reaches a path unchecked.
///
/// The sudo rule allows the git user command lines of a root and a verb, and no other. What a verb is about comes on
/// standard input, a word a line up to an empty one; those who are root may say it on the command line as well.
struct BuildOrder {
    enum Verb {
        case prepare(Push)
        case commit(Push)
        case settle(AppName)
        case stack(String)
        /// Asked by the builder itself: to be the child that plans, for as long as the process `parent` lives.
        case plan(parent: Int32)
    }

    struct Push {
        let app: AppName
        let ref: RefName
        let old: CommitID
        let new: CommitID
        let key: Int64?
        /// Where git keeps the pushed objects until the ref has moved.
        let quarantine: String?
    }

    let root: InstallationRoot
    let verb: Verb

    /// - Parameter more: the words on standard input; asked for where the command line says no more than a root and a verb.
    init(_ words: [String], more: (_ root: InstallationRoot, _ verb: String) throws(Failure) -> [String]) throws(Failure) {
        var (options, plain) = try Self.parse(words)
        guard let verb = plain.first else { throw Self.usage("nothing was asked") }
        plain.removeFirst()
        guard let root = InstallationRoot(options.removeValue(forKey: "--root") ?? InstallationRoot.standard) else {
            throw Self.usage("the root is not an absolute path")
        }
        self.root = root
        if options.isEmpty, plain.isEmpty, Self.verbsOfHooks.contains(verb) {
            (options, plain) = try Self.parse(try more(root, verb))
            guard options["--root"] == nil, plain.isEmpty else { throw Self.usage("the order has words of no meaning") }
        }
        switch verb {
        case "prepare": self.verb = .prepare(try Self.push(options))
        case "commit": self.verb = .commit(try Self.push(options))
        case "settle": self.verb = .settle(try Self.app(options))
        case "stack":
            guard let name = plain.first else { throw Self.usage("`stack` needs the name of a stack") }
            self.verb = .stack(name)
        case "plan":
            guard let parent = options["--parent"].flatMap({ Int32($0) }) else { throw Self.usage("--parent PID is needed") }
            self.verb = .plan(parent: parent)
        default: throw Self.usage("`\(verb)` is not known")
        }
    }

    private static let verbsOfHooks = ["prepare", "commit", "settle"]

    private static func parse(_ words: [String]) throws(Failure) -> (options: [String: String], plain: [String]) {
        var options: [String: String] = [:]
        var plain: [String] = []
        var rest = words[...]
        while let word = rest.popFirst() {
            guard word.hasPrefix("--") else {
                plain.append(word)
                continue
            }
            guard let value = rest.popFirst() else { throw usage("`\(word)` needs a value") }
            options[word] = value
        }
        return (options, plain)
    }

    private static func push(_ options: [String: String]) throws(Failure) -> Push {
        guard let ref = options["--ref"].flatMap({ RefName($0) }), let old = options["--old"].flatMap({ CommitID($0) }),
            let new = options["--new"].flatMap({ CommitID($0) })
        else { throw usage("--ref, --old and --new are needed") }
        return Push(
            app: try app(options),
            ref: ref,
            old: old,
            new: new,
            key: options["--key"].flatMap { Int64($0) },
            quarantine: options["--quarantine"]
        )
    }

    private static func app(_ options: [String: String]) throws(Failure) -> AppName {
        guard let app = options["--app"].flatMap({ AppName($0) }) else { throw usage("--app NAME is needed") }
        return app
    }

    private static func usage(_ what: String) -> Failure {
        Complaint.say(
            Failure(
                .invalid,
                "renga-builder: \(what)",
                hint: "--root DIR prepare|commit|settle|stack NAME; git's hooks call it, and `stack` is for people"
            )
        )
        return Failure(.invalid, what)
    }
}
