/// A job of an app's, as `renga cron` shows it.
package struct CronSummary: Hashable, Sendable, Codable {
    /// By which it is named: `1`, or `a1` of app.json.
    package var id: String
    package var job: CronJob
    /// When it is due; nil: never, for want of a release or of what is its problem.
    package var next: String?
    /// Why it is never due, whatever is released; nil: nothing is wrong with it.
    package var problem: String?
    /// When it was due last.
    package var last: String?
    /// How that ended: `exited 0`; nil: it runs, or has never run.
    package var result: String?
    /// The dyno that runs it.
    package var dyno: String?

    package init(id: String, job: CronJob, next: String?, problem: String? = nil, last: String?, result: String?, dyno: String?) {
        self.id = id
        self.job = job
        self.next = next
        self.problem = problem
        self.last = last
        self.result = result
        self.dyno = dyno
    }
}
