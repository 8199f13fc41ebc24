import Linux
import Model
import Wire

/// The command `renga config:edit`.
struct ConfigEdit: AppCommand {
    private static let printed = Option("print", "write the text that is to be edited, and change nothing")
    private static let from = Option("from", value: "FILE", "take the text as it was edited: a file, or - for standard input")
    static let declaration = Declaration.ofApp(
        "config:edit",
        .config,
        50,
        "Edit all config vars in an editor: one new release, without a gap",
        examples: ["renga config:edit --app myapp", "EDITOR=nano renga config:edit"]
    ).with {
        $0.options = [printed, from, .noRelease]
        $0.notes = [
            "The editor is $VISUAL, else $EDITOR, else vi, where you are: with the client, on your own machine. A line that goes is a config",
            "var that goes. What somebody else has changed meanwhile is named and nothing is set; what you wrote is kept in a file.",
        ]
    }

    private let skipsRelease: Bool?
    private let prints: Bool
    private let path: String?

    init(_ arguments: Arguments) throws(Failure) {
        skipsRelease = arguments.has(.noRelease) ? true : nil
        prints = arguments.has(Self.printed)
        path = arguments.value(Self.from)
        guard prints, let path else { return }
        throw Failure(.invalid, "--print writes the text, and --from \(path) reads it", hint: "give one of the two")
    }

    func run(_ session: Session, on app: AppName) throws {
        if let path {
            let how = "ssh git@HOST config:edit --from - -a \(app) < \(ShellQuoting.quote(path))"
            return try set(session, app, try session.contents(of: path, limit: EnvFile.bytesMax, over: how))
        }
        if prints {
            let text = try text(session, app)
            return try session.showRaw(MessagePayload(message: text), [String(text.dropLast())])
        }
        guard session.offersMachine else {
            throw Failure(
                .refused,
                "no editor is started over SSH",
                hint: "with the client it is one on your own machine: ssh git@HOST client > renga\nor by hand: "
                    + "renga config:edit --print -a \(app) > vars, and then: renga config:edit --from - -a \(app) < vars"
            )
        }
        try edit(session, app)
    }

    private func text(_ session: Session, _ app: AppName) throws -> String {
        // The release first: where they change in between, the text is of an older one, and is refused.
        let version = try session.ask(DescribeApp(app: app)).release ?? 0
        return EditedConfig(app: app, version: version, vars: try session.ask(ListConfigVars(app: app))).text
    }

    private func set(_ session: Session, _ app: AppName, _ bytes: [UInt8]) throws {
        let edited = try EditedConfig(bytes, of: app)
        let release = try session.act(
            "Setting the config vars of \(session.style.app(app.text))",
            EditConfigVars(app: app, base: edited.version, vars: edited.vars, skipsRelease: skipsRelease),
            Releases.made
        )
        try session.showJSON(release)
    }

    private func edit(_ session: Session, _ app: AppName) throws {
        let old = try text(session, app)
        let file = try EditedFile(old, of: app, session.surroundings.environment)
        try file.edit(session.surroundings)
        let new = try file.contents()
        guard new != Array(old.utf8) else {
            try file.remove()
            return try session.streams.complain(["Nothing has changed."])
        }
        do {
            try set(session, app, new)
        } catch var failure as Failure {
            let kept = "what you wrote is kept: \(file.path)"
            let again = failure.code == .conflict ? "" : "; once it is right: renga config:edit --from \(file.path) -a \(app)"
            failure.hint = [failure.hint, kept + again].compactMap { $0 }.joined(separator: "\n")
            throw failure
        }
        try file.remove()
    }
}
