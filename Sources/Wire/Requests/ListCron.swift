import Model

/// `renga cron`.
package struct ListCron: AppRequest {
    package typealias Answer = [CronSummary]

    package static let name = "cron"
    package static let permission = Permission.view

    package var app: AppName

    package init(app: AppName) { self.app = app }
}
