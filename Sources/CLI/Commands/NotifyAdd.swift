import Model
import Wire

/// The command `renga notify:add`.
struct NotifyAdd: Subcommand {
    private static let events = Option("events", value: "LIST", "of these alone, with commas between")
    static let declaration = Declaration.ofApp(
        "notify:add",
        .logs,
        41,
        "Have somebody told of what goes wrong, by mail or by a POST",
        examples: [
            "renga notify:add mail:user@example.com --app myapp",
            "renga notify:add https://hooks.example.com/renga -a myapp --events crash,push",
            "renga notify:add mail:root --machine",
        ]
    ).with {
        $0.operands = "mail:ADDRESS|URL"
        $0.operandsMin = 1
        $0.operandsMax = 1
        $0.options = [events, NotifyScope.machine]
        $0.notes = [
            "crash     a dyno crashes again and again",
            "push      a push, or another build, is refused",
            "certs     a certificate is not renewed, or ends soon",
            "memory    dynos have used up their memory (R14)",
            "drain     a log drain does not get its lines",
            "storage   folders that stay are over their limit",
            "cron      a job has failed",
            "disk      the disk is below its floor (with --machine)",
            "",
            "There is one message when something begins, and one when it is over. A POST has JSON, signed with the secret that is shown",
            "here once; docs/notify.md has how to verify it. Then try it: renga notify:test",
        ]
    }

    private let scope: NotifyScope
    private let target: NotifyTarget
    private let events: Set<NotifyEvent>?

    init(_ arguments: Arguments) throws(Failure) {
        scope = try NotifyScope(arguments)
        target = try NotifyTarget(arguments.operands[0])
        events = try arguments.value(Self.events).map { (text) throws(Failure) in try NotifyEvent.list(text) }
    }

    func run(_ session: Session) throws {
        let app = try scope.app(session)
        let chosen = events.map { events in NotifyEvent.allCases.filter(events.contains) }
        let answer = try session.ask(AddNotify(app: app, target: target.text, events: chosen))
        let (events, added) = (NotifyEvent.words(Set(answer.added.events)), answer.added)
        let secret = answer.secret.map { ["Its secret, which is not shown again: \($0)"] } ?? []
        let next = "Try it: renga notify:test \(added.id) \(NotifyScope.words(app))"
        try session.show(answer, ["\(added.target) (\(added.id)) is told of: \(events)"] + secret + [session.style.said(next)])
    }
}
