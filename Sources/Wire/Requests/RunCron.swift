import Model

/// `renga cron:run`: a job, now.
package struct RunCron: AppRequest {
    package struct Answer: Codable, Hashable, Sendable {
        /// The dyno: `scheduler.4821`.
        package var name: String

        package init(name: String) { self.name = name }
    }

    package static let name = "runCron"
    package static let permission = Permission.deploy

    package var app: AppName
    package let id: String

    package init(app: AppName, id: String) {
        self.app = app
        self.id = id
    }

    package var activity: String? { "Run the job \(id)" }
}
