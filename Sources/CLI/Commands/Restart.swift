import Model
import Wire

/// The command `renga ps:restart`.
struct Restart: AppCommand {
    static let declaration = Declaration.ofApp(
        "ps:restart",
        .dynos,
        12,
        "Restart the dynos of an app, one after another, without a gap",
        examples: ["renga ps:restart --app myapp", "renga ps:restart worker --app myapp", "renga ps:restart web.1 --app myapp"]
    ).with {
        $0.aliases = ["restart", "dyno:restart"]
        $0.operands = "[TYPE|DYNO ...]"
        $0.operandsMax = .max
        $0.takesAppFirst = true
        $0.options = DynoWords.options
        $0.notes = [
            "Each new dyno starts beside the one that it replaces, which goes when the new one is up. Where that does not come up,",
            "the dynos that serve stay.",
        ]
    }

    let targets: [String]

    init(_ arguments: Arguments) { targets = DynoWords.targets(arguments) }

    func run(_ session: Session, on app: AppName) throws {
        let what = targets.isEmpty ? "" : "\(targets.joined(separator: ", ")) of "
        let up = try session.act(
            "Restarting \(what)\(session.style.app(app.text))",
            RestartDynos(app: app, targets: targets),
            DynoWords.replaced
        )
        try session.showJSON(up)
    }
}
