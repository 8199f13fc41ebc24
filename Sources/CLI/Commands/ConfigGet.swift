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
        $0.notes = ["The value alone, so that it can be put into a variable of a script."]
    }

    let keys: [String]
    let forShell: Bool

    init(_ arguments: Arguments) throws(Failure) {
        keys = arguments.operands
        forShell = arguments.has(Config.shell)
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
        let asked = vars.filter { keys.contains($0.key) }
        try session.showRaw(asked, forShell ? Config.shellLines(asked) : keys.map { vars[$0] ?? "" })
    }
}
