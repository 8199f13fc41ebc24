import Model
import Wire

/// The command `renga config:set`.
struct ConfigSet: AppCommand {
    private static let file = Option("file", others: ["env-file"], value: "FILE", "take the KEY=value lines of a file, such as .env")
    static let declaration = Declaration.ofApp(
        "config:set",
        .config,
        30,
        "Set config vars: a new release, without a gap",
        examples: [
            "renga config:set SECRET_KEY=abc DEBUG=0 --app myapp", "renga config:set CERTIFICATE=@cert.pem",
            "renga config:set --file .env", "ssh git@HOST config:set --file - --app myapp < .env",
        ]
    ).with {
        $0.aliases = ["config:add"]
        $0.operands = "KEY=VALUE ..."
        $0.operandsMax = .max
        $0.takesAppFirst = true
        $0.options = [file, .preview, .noRelease]
        $0.notes = [
            "A value may have several lines, and may be empty. All are set in one release, or none. KEY=@FILE takes a file's text,",
            "KEY=- what comes on standard input; --file - reads KEY=value lines there. In a file, # begins a comment, `export ` may stand",
            "before a name, a value may be in quotes, and nothing is put in the place of $NAME. --preview sets what previews begin with that",
            "are made from then on: they have nothing of the app's own config vars.",
        ]
    }

    private let skipsRelease: Bool?
    private let isOfPreviews: Bool
    let words: [ConfigWord]
    private let path: String?

    init(_ arguments: Arguments) throws(Failure) {
        skipsRelease = arguments.has(.noRelease) ? true : nil
        isOfPreviews = arguments.has(.preview)
        path = arguments.value(Self.file)
        var words: [ConfigWord] = []
        for word in arguments.operands { words.append(try ConfigWord(word)) }
        self.words = words
        guard words.isEmpty, path == nil else { return }
        throw Failure(
            .invalid,
            "`config:set` needs \(Self.declaration.operands)",
            hint: "such as: renga config:set DEBUG=0; the lines of a file: renga config:set --file .env"
        )
    }

    func run(_ session: Session, on app: AppName) throws {
        let vars = try vars(session)
        let names = vars.keys.sorted().joined(separator: ", ")
        guard !isOfPreviews else {
            _ = try session.act(
                "Setting \(names) for previews of \(session.style.app(app.text))",
                SetPreviewConfig(app: app, changes: vars.mapValues(Optional.some))
            )
            try session.show(vars, Config.pairs(vars, style: session.style))
            return try Config.sayPreviews(of: app, session)
        }
        let release = try session.act(
            "Setting \(names) and restarting \(session.style.app(app.text))",
            SetConfigVars(app: app, changes: vars.mapValues(Optional.some), skipsRelease: skipsRelease),
            Releases.made
        )
        try session.show(release, Config.pairs(vars, style: session.style))
    }

    private func vars(_ session: Session) throws -> [String: String] {
        let readers = words.count { $0.readsInput(session) } + (path == "-" ? 1 : 0)
        guard readers <= 1 else {
            throw Failure(.invalid, "standard input is named \(readers) times", hint: "it can be read once: name files for the others")
        }
        var vars: [String: String] = [:]
        if let path {
            let bytes = try session.contents(
                of: path,
                limit: EnvFile.bytesMax,
                over: "ssh git@HOST config:set --file - < \(ShellQuoting.quote(path))"
            )
            vars = try EnvFile.read(bytes, file: path == "-" ? "standard input" : path)
            guard !vars.isEmpty || !words.isEmpty else {
                throw Failure(.invalid, "\(path == "-" ? "standard input" : path) sets nothing", hint: "give a file of KEY=value lines")
            }
        }
        for word in words {
            guard vars.updateValue(try word.value(session), forKey: word.key) == nil else {
                throw Failure(.invalid, "`\(word.key)` is given twice", hint: "give it once")
            }
        }
        return vars
    }
}
