import Model
import Wire

/// The command `renga notify:test`.
struct NotifyTest: Subcommand {
    static let declaration = Declaration.ofApp(
        "notify:test",
        .logs,
        43,
        "Send a message now, and say what came of it",
        examples: ["renga notify:test --app myapp", "renga notify:test 3 --machine"]
    ).with {
        $0.operands = "[mail:ADDRESS|URL|NUMBER]"
        $0.operandsMax = 1
        $0.options = [NotifyScope.machine]
        $0.notes = [
            "Mail has arrived where the machine's mail program has taken it: what that does with it is in its own log. The status is 61",
            "where somebody was not reached.",
        ]
    }

    private let scope: NotifyScope
    private let target: String?

    init(_ arguments: Arguments) throws(Failure) {
        scope = try NotifyScope(arguments)
        target = arguments.operands.first
    }

    func run(_ session: Session) throws {
        let app = try scope.app(session)
        let tried = try session.ask(TestNotify(app: app, target: target))
        try session.show(tried, tried.map { "\($0.target) (\($0.id)): \($0.error.map { "not reached: \($0)" } ?? "sent")" })
        if tried.contains(where: { $0.error != nil }) { throw QuietExit(status: Failure.Code.unavailable.exitStatus) }
    }
}
