import Ledger
import Model
import Wire

extension ReportRouter: Operation {
    package func run(_ context: Context) throws -> Answer {
        let reports = context.runner.routerReports()
        let visible = try context.visibleApps()
        guard reports.isEmpty else { return reports.map { seen($0, visible, context.peer) } }
        throw Failure(
            .unavailable,
            "the router does not answer",
            hint: "start it: `systemctl start renga-router`, or `sv start renga-router` where runit runs"
        )
    }

    /// Of the apps that the peer may see, and of requests that are no app's.
    private func seen(_ report: RouterReport, _ visible: VisibleApps, _ peer: Peer) -> RouterReport {
        var report = report
        // They name hosts, whosever they are.
        if !peer.administers { report.certificateComplaints = [] }
        report.apps = report.apps.filter { AppName($0.first ?? $0.name).map(visible.contains) ?? true }
        return report
    }
}
