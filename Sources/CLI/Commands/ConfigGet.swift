import Model
import Wire

/// The command `renga config:get`.
struct ConfigGet: AppCommand {
    static let declaration = Declaration.ofApp(
        "config:get",
        .config,
        20,
        "Print the value of a config var",
        examples: ["renga config:get DATABASE_URL --app myapp"]
    ).with {
        $0.operands = "KEY ..."
        $0.operandsMin = 1
        $0.operandsMax = .max
        $0.options = [Config.shell]
        $0.notes = [
            "The value alone, so that it can be put into a variable of a script. One that is not set ends with status 20:",
            "X=$(renga config:get MAYBE || true)",
        ]
    }

    let keys: [String]
    let forShell: Bool

    init(_ arguments: Arguments) throws(Failure) {
        keys = arguments.operands
        forShell = arguments.has(Config.shell)
    }

    /// Heroku's form.
    private struct Payload: Encodable {
        let key: String
        let value: String
    }

    func run(_ session: Session, on app: AppName) throws {
        let vars = try session.ask(ListConfigVars(app: app))
        for key in keys where vars[key] == nil {
            throw Failure(
                .notFound,
                "`\(key)` is not set on `\(app)`",
                hint: NearestWord.to(key, among: Array(vars.keys)).map { "did you mean `\($0)`?" }
                    ?? "`renga config -a \(app)` lists what is set"
            )
        }
        let lines = forShell ? Config.shellLines(vars.filter { keys.contains($0.key) }) : keys.map { vars[$0] ?? "" }
        let payloads = keys.map { Payload(key: $0, value: vars[$0] ?? "") }
        if let only = payloads.first, payloads.count == 1 {
            try session.showRaw(only, lines)
        } else {
            try session.showRaw(payloads, lines)
        }
    }
}
