import Model
import Wire

/// The command `renga schedule:remove`.
struct ScheduleRemove: AppCommand {
    static let declaration = Declaration.ofApp(
        "schedule:remove",
        .cron,
        30,
        "Have a job run no more",
        examples: ["renga schedule:remove 1 --app myapp"]
    ).with {
        $0.removes = true
        $0.aliases = ["cron:remove", "schedule:delete"]
        $0.operands = "JOB"
        $0.operandsMin = 1
        $0.operandsMax = 1
        $0.notes = ["One that runs right now goes on to its end. Those of app.json go with a push."]
    }

    let id: String

    init(_ arguments: Arguments) throws(Failure) { id = arguments.operands[0] }

    func run(_ session: Session, on app: AppName) throws {
        _ = try session.act("Removing the job \(id) from \(session.style.app(app.text))", RemoveCron(app: app, id: id))
        try session.showJSON(MessagePayload(message: "Removed the job \(id) from \(app)"))
    }
}
