import Model
import Wire

extension ReportRouter: Operation {
    package func run(_ context: Context) throws -> Answer {
        let reports = context.runner.routerReports()
        guard reports.isEmpty else { return try reports.map { try seen($0, context) } }
        throw Failure(
            .unavailable,
            "the router does not answer",
            hint: "start it: `systemctl start renga-router`, or `sv start renga-router` where runit runs"
        )
    }

    /// Of the apps that the peer may see, and of requests that are no app's.
    private func seen(_ report: RouterReport, _ context: Context) throws -> RouterReport {
        var report = report
        report.apps = try report.apps.filter { app in
            guard let name = AppName(app.name) else { return true }
            return try context.allows(.view, in: name)
        }
        return report
    }
}
