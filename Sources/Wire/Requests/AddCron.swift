import Model

/// `renga schedule:add`: a job that is none of a release's.
package struct AddCron: AppRequest {
    package typealias Answer = CronSummary

    package static let name = "addCron"
    /// As `run`: who may run a command now, may have it run later.
    package static let permission = Permission.deploy

    package var app: AppName
    package let job: CronJob

    package init(app: AppName, job: CronJob) {
        self.app = app
        self.job = job
    }

    package var activity: String? { "Schedule a job, \(job.schedule)" }
}
