import Model
import Wire

/// The command `renga router:status`.
struct RouterInfo: BareCommand {
    static let declaration = Declaration(
        "router:status",
        .platform,
        20,
        "Show how the router is: its workers, its requests, and each app's dynos",
        examples: ["renga router:status", "renga router:status --json"]
    )

    func run(_ session: Session) throws {
        let reports = try session.ask(ReportRouter())
        guard let sum = RouterReport.sum(reports) else { throw Failure(.internal, "the runner has no report of the router's") }
        try session.show(reports, Self.lines(reports, sum, style: session.style))
    }

    static func lines(_ reports: [RouterReport], _ sum: RouterReport, style: Style) -> [String] {
        let pairs = [
            ("Workers", workers(reports)),
            ("Listens", sum.listeners.joined(separator: "\n")),
            ("Routes", sum.version == 0 ? style.paint("none", .error) : "version \(sum.version)"),
            ("Connections", "\(sum.connections)"),
            ("Requests", "\(sum.requests), \(rate(sum))"),
            ("TLS", "\(sum.handshakes) handshakes"),
        ]
        var lines = [style.heading("Router"), ""] + Columns.pairs(pairs, style: style)
        if sum.lostLogLines > 0 {
            lines += ["", style.paint("\(sum.lostLogLines) lines of the access log are lost: is the disk full?", .error)]
        }
        if let complaint = sum.routesComplaint {
            lines += ["", style.paint("the newest routes are served, but could not be saved yet: \(complaint)", .error)]
        }
        for complaint in sum.certificateComplaints ?? [] {
            lines += [
                "", style.paint(complaint, .error),
                "hint: add it anew with renga certs:add; renga certs:auto:refresh, where it is an automatic one",
            ]
        }
        for app in sum.apps where app.name != RouterReport.noApp { lines += [""] + Self.lines(app, style: style) }
        return lines
    }

    /// How many, and which processes they are.
    private static func workers(_ reports: [RouterReport]) -> String {
        let each = reports.map(worker)
        return each.count == 1 ? "1 \(each[0])" : (["\(each.count)"] + each).joined(separator: "\n")
    }

    private static func worker(_ report: RouterReport) -> String {
        let state = report.isRetiring ? ", finishes what it has: \(report.connections) connections" : ""
        return "(pid \(report.worker)), up \(duration(report.uptimeMilliseconds))\(state)"
    }

    private static func rate(_ report: RouterReport) -> String {
        let tenths = Int((report.requestsPerSecond * 10).rounded())
        return "\(tenths / 10).\(tenths % 10) per second in the last \(duration(report.rateMilliseconds))"
    }

    private static func lines(_ app: RouterReport.App, style: Style) -> [String] {
        let waiting = app.waiting > 0 ? ", \(app.waiting) waiting" : ""
        let codes = app.counts.codes.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        let failures = codes.isEmpty ? "" : ", " + codes.joined(separator: ", ")
        let dynos = app.dynos.sorted { ($0.name, $0.id) < ($1.name, $1.id) }.map { dyno in
            "\(style.paint(dyno.name, .name)): \(dyno.active) active" + (dyno.isSetAside ? style.paint(", set aside", .error) : "")
        }
        return [style.heading("\(app.name) (\(app.counts.requests) request\(app.counts.requests == 1 ? "" : "s")\(waiting)\(failures))")]
            + (dynos.isEmpty ? ["No web dynos."] : dynos)
    }

    private static func duration(_ milliseconds: Int64) -> String {
        switch milliseconds / 1000 {
        case let seconds where seconds < 120: "\(seconds)s"
        case let seconds where seconds < 7_200: "\(seconds / 60)m"
        case let seconds where seconds < 48 * 3_600: "\(seconds / 3_600)h"
        case let seconds: "\(seconds / 86_400)d"
        }
    }
}
