import Model
import Wire

/// The command `renga notify:remove`.
struct NotifyRemove: Subcommand {
    static let declaration = Declaration.ofApp(
        "notify:remove",
        .logs,
        42,
        "Tell somebody no more of what goes wrong",
        examples: ["renga notify:remove mail:user@example.com --app myapp", "renga notify:remove 3 --machine"]
    ).with {
        $0.removes = true
        $0.operands = "mail:ADDRESS|URL|NUMBER"
        $0.operandsMin = 1
        $0.operandsMax = 1
        $0.options = [NotifyScope.machine]
        $0.notes = ["`renga notify` shows both. What waited for it is not sent."]
    }

    private let scope: NotifyScope
    private let target: String

    init(_ arguments: Arguments) throws(Failure) {
        scope = try NotifyScope(arguments)
        target = arguments.operands[0]
    }

    func run(_ session: Session) throws {
        let gone = try session.ask(RemoveNotify(app: try scope.app(session), target: target))
        try session.show(gone, gone.map { "\($0.target) (\($0.id)) is told no more" })
    }
}
