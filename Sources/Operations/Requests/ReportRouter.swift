import Ledger
import Model
import Wire

extension ReportRouter: Operation {
    package func run(_ context: Context) throws -> Answer {
        let reports = context.runner.routerReports()
        let visible = try context.visibleApps()
        let apps = try context.ledger.read { try $0.apps() }.map { ($0.name.shown, $0.name) }
        let names = Dictionary(apps, uniquingKeysWith: { first, _ in first })
        guard reports.isEmpty else { return reports.map { seen($0, visible, context.peer, names) } }
        throw Failure(
            .unavailable,
            "the router does not answer",
            hint: "start it: `systemctl start renga-router`, or `sv start renga-router` where runit runs"
        )
    }

    /// Of the apps that the peer may see, and of requests that are no app's.
    private func seen(_ report: RouterReport, _ visible: VisibleApps, _ peer: Peer, _ names: [String: AppName]) -> RouterReport {
        var report = report
        // They name hosts, whosever they are.
        if !peer.administers { report.certificateComplaints = [] }
        // What no app is called is nobody's, though one may have been called so at first.
        report.apps = report.apps.filter { app in
            names[app.name].map(visible.contains) ?? (peer.administers || app.name == RouterReport.noApp)
        }
        return report
    }
}
