import Model
import Wire

/// The command `renga ps:wait`.
struct Wait: AppCommand {
    static let declaration = Declaration.ofApp(
        "ps:wait",
        .dynos,
        16,
        "Wait until all dynos of an app are up",
        examples: ["renga ps:wait --app myapp", "renga ps:wait web --app myapp"]
    ).with {
        $0.operands = "[TYPE|DYNO ...]"
        $0.operandsMax = .max
        $0.takesAppFirst = true
        $0.options = DynoWords.options
        $0.notes = ["It ends with status 40 as soon as one of them crashes. A push waits by itself."]
    }

    let targets: [String]

    init(_ arguments: Arguments) { targets = DynoWords.targets(arguments) }

    func run(_ session: Session, on app: AppName) throws {
        let answer = try session.act("Waiting for the dynos of \(session.style.app(app.text))", AwaitDynos(app: app, targets: targets)) {
            guard $0.idle == nil else { return "" }
            return ", \(DynoWords.counted($0.up.dynos)) up (\(Quantity.short(milliseconds: $0.up.milliseconds)))"
        }
        try session.show(answer.up, answer.idle.map { [$0.message, $0.hint(isHere: !session.style.form.isPlainSSH)] } ?? [])
    }
}
