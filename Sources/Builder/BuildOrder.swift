import Model

/// What the builder is asked to do: its command line, checked. Nothing of it reaches a path unchecked.
struct BuildOrder {
    enum Verb {
        case prepare(Push)
        case commit(Push)
        case settle(AppName)
        case stack(String)
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

    init(_ words: [String]) throws(Failure) {
        guard let verb = words.first else { throw Self.usage("nothing was asked") }
        var options: [String: String] = [:]
        var plain: [String] = []
        var rest = words.dropFirst()
        while let word = rest.popFirst() {
            guard word.hasPrefix("--") else {
                plain.append(word)
                continue
            }
            guard let value = rest.popFirst() else { throw Self.usage("`\(word)` needs a value") }
            options[word] = value
        }
        guard let root = InstallationRoot(options["--root"] ?? InstallationRoot.standard) else {
            throw Self.usage("`\(options["--root"] ?? "")` is not an absolute path")
        }
        self.root = root
        switch verb {
        case "prepare": self.verb = .prepare(try Self.push(options))
        case "commit": self.verb = .commit(try Self.push(options))
        case "settle": self.verb = .settle(try Self.app(options))
        case "stack":
            guard let name = plain.first else { throw Self.usage("`stack` needs the name of a stack") }
            self.verb = .stack(name)
        default: throw Self.usage("`\(verb)` is not known")
        }
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
                hint: "prepare|commit|settle|stack NAME, with --root DIR; git's hooks call it, and `stack` is for people"
            )
        )
        return Failure(.invalid, what)
    }
}
