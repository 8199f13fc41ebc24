import Model
import Wire

/// The command `renga config:set`.
struct ConfigSet: AppCommand {
    static let declaration = Declaration.ofApp(
        "config:set",
        .config,
        30,
        "Set config vars: a new release, without a gap",
        examples: [
            "renga config:set SECRET_KEY=abc DEBUG=0 --app myapp", "renga config:set CERTIFICATE=\"$(cat cert.pem)\"",
        ]
    ).with {
        $0.aliases = ["config:add"]
        $0.operands = "KEY=VALUE ..."
        $0.operandsMin = 1
        $0.operandsMax = .max
        $0.options = [.noRelease]
        $0.notes = ["A value may have several lines, and may be empty. All are set in one release, or none."]
    }

    private let skipsRelease: Bool?
    let vars: [String: String]

    init(_ arguments: Arguments) throws(Failure) {
        skipsRelease = arguments.has(.noRelease) ? true : nil
        vars = try Self.vars(arguments.operands)
    }

    func run(_ session: Session, on app: AppName) throws {
        let names = vars.keys.sorted().joined(separator: ", ")
        let release = try session.act(
            "Setting \(names) and restarting \(session.style.app(app.text))",
            SetConfigVars(app: app, changes: vars.mapValues(Optional.some), skipsRelease: skipsRelease),
            Releases.made
        )
        try session.show(release, Config.pairs(vars, style: session.style))
    }

    private static func vars(_ words: [String]) throws(Failure) -> [String: String] {
        var vars: [String: String] = [:]
        for word in words {
            guard let sign = word.firstIndex(of: "="), sign != word.startIndex else {
                throw Failure(
                    .invalid,
                    "`\(word)` has no value",
                    hint: "write KEY=value; a value with spaces in quotes; `config:unset KEY` removes a config var"
                )
            }
            let key = String(word[..<sign])
            guard vars.updateValue(String(word[word.index(after: sign)...]), forKey: key) == nil else {
                throw Failure(.invalid, "`\(key)` is given twice", hint: "give it once")
            }
        }
        return vars
    }
}
