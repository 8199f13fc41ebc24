import Linux
import Model
import Wire

/// The command `renga cron`.
struct Cron: AppCommand, BareCommand {
    static let declaration = Declaration.ofApp(
        "cron",
        .cron,
        10,
        "List the jobs of an app: when they run, and how they ended",
        examples: ["renga cron --app myapp"]
    ).with {
        $0.aliases = ["cron:list", "schedule", "schedule:list"]
        $0.notes = [
            "Those of app.json's `cron` (a1, a2) are part of the release; `schedule:add` adds others. Each runs in a one-off dyno of its",
            "own, with the release of that moment; what it prints is in the log, as app[scheduler.4821].",
        ]
    }

    func run(_ session: Session, on app: AppName) throws {
        let jobs = try session.ask(ListCron(app: app))
        try session.show(jobs, Self.lines(jobs, of: app, now: session.now, style: session.style))
    }

    static func lines(_ jobs: [CronSummary], of app: AppName, now: Int64, style: Style) -> [String] {
        guard !jobs.isEmpty else {
            return [
                "\(style.app(app.text)) has no jobs.",
                style.said("add one: renga schedule:add \"0 3 * * *\" -a \(app) -- python clean.py"),
                style.said("or in app.json: \"cron\": [{\"command\": \"python clean.py\", \"schedule\": \"@daily\"}]"),
            ]
        }
        return [style.heading("\(app) Cron"), ""] + jobs.flatMap { Self.lines(of: $0, now: now) }
    }

    private static func lines(of summary: CronSummary, now: Int64) -> [String] {
        let job = summary.job
        let policy = job.concurrency.map { ", \($0.rawValue)" } ?? ""
        let last = summary.last.map { time in
            "last: \(TimeText.shown(time, now: now))  " + (summary.result ?? summary.dyno.map { "\($0) runs it" } ?? "it is being started")
        }
        return [
            "\(summary.id): \(job.schedule) (\(job.zone ?? "UTC")\(policy))  \(job.command)",
            "    next: \(summary.next.map { next(at: $0, now: now) } ?? "never, \(summary.problem ?? "as it is now")")",
        ] + (last.map { ["    \($0)"] } ?? [])
    }

    /// `2026/11/29 03:00:00 +0000 (in 12h)`.
    static func next(at text: String, now: Int64) -> String {
        guard let seconds = Moment.seconds(text) else { return text }
        let left = Quantity.rounded(seconds: max(seconds - now / 1_000_000, 0))
        return "\(text.prefix(10).split(separator: "-").joined(separator: "/")) \(text.dropFirst(11).prefix(8)) +0000 (in \(left))"
    }
}
