import Ledger
import Linux
import Model

/// The jobs of an app: app.json's, which are part of the release that serves, and those that somebody added.
package struct AppCron {
    package struct Entry: Sendable {
        /// As people name it.
        package let id: String
        /// By which its runs are known. A release that changes nothing of a job leaves it what it is.
        package let key: String
        package let job: CronJob
        /// When it came to be; seconds since 1970.
        package let since: Int64
        package let run: CronRunRow?

        /// The time after which it may be due: what was seen to last, or when it came to be.
        package var seen: Int64 { run?.seenAt ?? since }
    }

    package let app: AppRow
    package let entries: [Entry]
    /// The clock starts them. Of a preview nobody but people does: what sends mail once a day is not to do so for each branch.
    package var isOn: Bool { app.preview == nil }
    /// Whose slug and config they run.
    package let deploy: Int64?
    /// Of jobs that it has no more, the keys of their last runs.
    package let stale: Set<String>

    /// - Parameter slugs: what was read of slugs before.
    package init(of app: AppRow, _ db: Transaction, _ slugs: SlugJobs = SlugJobs()) throws {
        self.app = app
        let runs = try db.cronRuns(app.id)
        let source = try db.cronSource(app.id)
        let jobs = try source?.slug.flatMap { try slugs.jobs(of: $0, db) }
        deploy = jobs == nil ? nil : source?.deploy
        let released = (source?.since ?? 0) / 1_000_000
        var times: [String: Int] = [:]
        let declared = (jobs ?? []).enumerated().map { index, job in
            let words = "\(job.schedule)\n\(job.zone ?? "")\n\(job.command)"
            // One that is there twice runs twice, as with Heroku's Scheduler. No schedule begins like that.
            let number = times[words, default: 0] + 1
            times[words] = number
            let key = number == 1 ? words : "=\(number)\n\(words)"
            return Entry(id: "a\(index + 1)", key: key, job: job, since: released, run: runs[key])
        }
        let added = try db.schedules(app.id).map { row in
            Entry(id: "\(row.number)", key: "#\(row.number)", job: row.job, since: row.createdAt / 1_000_000, run: runs["#\(row.number)"])
        }
        entries = declared + added
        stale = Set(runs.keys).subtracting(entries.map(\.key))
    }

    package func entry(_ id: String) throws(Failure) -> Entry {
        if let found = entries.first(where: { $0.id == id }) { return found }
        let known = entries.map(\.id).joined(separator: ", ")
        throw Failure(
            .notFound,
            "`\(app.name)` has no job `\(HarmlessText.text(id))`",
            hint: known.isEmpty
                ? "it has none: renga schedule:add \"0 3 * * *\" -a \(app.name) -- COMMAND" : "it has \(known): renga cron -a \(app.name)"
        )
    }

    package func order(_ entry: Entry, actor: String) throws(Failure) -> OneOffOrder {
        guard let deploy else {
            throw Failure(
                .notFound,
                "nothing was pushed to `\(app.name)` yet: there is nothing to run",
                hint: "push it: git push heroku main"
            )
        }
        var order = OneOffOrder(
            app: app.name,
            deploy: deploy,
            line: entry.job.command,
            environment: [:],
            size: nil,
            isAttached: false,
            actor: actor
        )
        order.type = Self.type
        order.job = entry.key
        return order
    }

    /// As Heroku's Scheduler names its dynos.
    package static let type = "scheduler"

    func summaries(now: Int64) throws(Failure) -> [CronSummary] {
        var all: [CronSummary] = []
        for entry in entries {
            let (schedule, zone) = (try CronSchedule(entry.job.schedule), SystemZones.rules(entry.job.zone))
            let next = deploy == nil || !isOn ? nil : zone.flatMap { schedule.next(after: now, in: $0) }
            all.append(
                CronSummary(
                    id: entry.id,
                    job: entry.job,
                    next: next.map { Moment.text($0 * 1_000_000) },
                    problem: zone == nil ? entry.job.zone.map { SystemZones.unknown($0).message } : nil,
                    last: entry.run?.plannedAt.map { Moment.text($0 * 1_000_000) },
                    result: entry.run?.result,
                    dyno: entry.run?.dyno
                )
            )
        }
        return all
    }
}
