import Model
import Wire

/// The command `renga router:metrics`.
struct RouterMetrics: BareCommand {
    static let declaration = Declaration(
        "router:metrics",
        .platform,
        30,
        "Print the router's numbers as Prometheus reads them",
        examples: ["renga router:metrics"]
    ).with {
        $0.notes = ["`router.metrics_address` in config.yml serves the same over HTTP, at /metrics."]
    }

    func run(_ session: Session) throws {
        let reports = try session.ask(ReportRouter())
        if session.json { return try session.show(reports, []) }
        try session.streams.write(MetricsText.make(reports))
    }
}
