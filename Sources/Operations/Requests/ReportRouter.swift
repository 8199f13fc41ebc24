import Model
import Wire

extension ReportRouter: Operation {
    package func run(_ context: Context) throws -> Answer {
        let reports = context.runner.routerReports()
        guard reports.isEmpty else { return reports }
        throw Failure(
            .unavailable,
            "the router does not answer",
            hint: "start it: `systemctl start renga-router`, or `sv start renga-router` where runit runs"
        )
    }
}
