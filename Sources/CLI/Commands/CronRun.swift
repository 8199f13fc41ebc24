import Model
import Wire

/// The command `renga cron:run`.
struct CronRun: AppCommand {
    static let declaration = Declaration.ofApp(
        "cron:run",
        .cron,
        40,
        "Run a job now, in a one-off dyno that is left to itself",
        examples: ["renga cron:run 1 --app myapp"]
    ).with {
        $0.aliases = ["schedule:run"]
        $0.operands = "JOB"
        $0.operandsMin = 1
        $0.operandsMax = 1
        $0.notes = ["When it is due next stays as it is."]
    }

    let id: String

    init(_ arguments: Arguments) throws(Failure) { id = arguments.operands[0] }

    func run(_ session: Session, on app: AppName) throws {
        let started = try session.act("Running the job \(id) of \(session.style.app(app.text))", RunCron(app: app, id: id)) {
            ", \($0.name)"
        }
        guard !session.json else { return try session.showJSON(started) }
        try session.print([
            session.style.said("Its output: renga logs -d \(started.name) --tail -a \(app)"),
            session.style.said("Stop it:    renga ps:stop \(started.name) -a \(app)"),
        ])
    }
}
