import Model
import Planning
import Wire

/// The command `renga schedule:add`.
struct ScheduleAdd: AppCommand {
    private static let zone = Option("timezone", others: ["tz", "time-zone"], value: "ZONE", "such as Europe/Berlin; else UTC")
    private static let concurrency = Option(
        "concurrency",
        others: ["concurrency-policy"],
        value: "POLICY",
        "where it still runs when it is due: allow, forbid or replace (allow)"
    )
    static let declaration = Declaration.ofApp(
        "schedule:add",
        .cron,
        20,
        "Have a command run at certain times",
        examples: [
            "renga schedule:add '0 3 * * *' --app myapp -- python manage.py clearsessions",
            "renga schedule:add '*/10 * * * *' --concurrency forbid --timezone Europe/Berlin --app myapp -- rake mail",
        ]
    ).with {
        $0.aliases = ["cron:add"]
        $0.operands = "SCHEDULE COMMAND [ARGUMENT ...]"
        $0.operandsMin = 2
        $0.operandsMax = .max
        $0.options = [zone, concurrency]
        $0.takesProgram = true
        $0.notes = [
            "Five fields as in cron (minute hour day month weekday), or @hourly, @daily, @weekly, @monthly, @yearly. A time that a clock put",
            "forward leaves out comes as much later; one that a clock put back shows twice counts once, unless every hour is meant.",
        ]
    }

    let job: CronJob

    init(_ arguments: Arguments) throws(Failure) {
        var words = arguments.operands
        // Over SSH the quotes of the schedule are lost, and its fields are words.
        let first = words.removeFirst()
        var schedule = first
        if !first.hasPrefix("@"), !first.contains(where: \.isWhitespace) {
            schedule = ([first] + words.prefix(4)).joined(separator: " ")
            words = Array(words.dropFirst(4))
        }
        if words.first == "--" { words.removeFirst() }
        // What is wrong with the schedule is said before what is wrong with the rest.
        _ = try CronSchedule(schedule)
        guard !words.isEmpty else {
            throw Failure(.invalid, "no command is given", hint: "such as: renga schedule:add '\(schedule)' -- python clean.py")
        }
        var concurrency: CronJob.Concurrency?
        if let word = arguments.value(Self.concurrency) {
            concurrency = CronJob.Concurrency(rawValue: word)
            guard concurrency != nil else {
                throw Failure(
                    .invalid,
                    "`\(HarmlessText.text(word))` is none of allow, forbid and replace",
                    hint: "such as: --concurrency forbid"
                )
            }
        }
        job = try CronJob(
            schedule: schedule,
            command: try OneOffCommand.line(words),
            zone: arguments.value(Self.zone),
            concurrency: concurrency
        )
    }

    func run(_ session: Session, on app: AppName) throws {
        let made = try session.act("Scheduling \(job.command) on \(session.style.app(app.text))", AddCron(app: app, job: job)) {
            ", job \($0.id)"
        }
        let next = made.next.map { "It runs next at \(Cron.next(at: $0, now: session.now))" }
        try session.show(made, [next ?? "It runs once the app was pushed"])
    }
}
