import Model

/// The numbers of the router as Prometheus reads them: its text format, version 0.0.4.
package enum MetricsText {
    package static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    package static func make(_ reports: [RouterReport]) -> String {
        guard let report = RouterReport.sum(reports) else { return "" }
        var page = Page()
        page.family("workers", .gauge, "Processes that serve, or finish what they have")
        for isRetiring in [false, true] {
            let count = reports.count { $0.isRetiring == isRetiring }
            page.sample(["state": isRetiring ? "retiring" : "serving"], "\(count)")
        }
        page.single("uptime_seconds", .gauge, "Since the worker that serves started", seconds(report.uptimeMilliseconds))
        page.single("routes_version", .gauge, "Of the route table that is served", "\(report.version)")
        page.single("connections", .gauge, "Open connections of clients", "\(report.connections)")
        page.single("requests_total", .counter, "Requests that have begun", "\(report.requests)")
        page.single("tls_handshakes_total", .counter, "TLS handshakes that succeeded", "\(report.handshakes)")
        page.single("log_lines_lost_total", .counter, "Lines that could not be written to the access log", "\(report.lostLogLines)")
        page.single(
            "certificates_left_out",
            .gauge,
            "Certificates that HTTPS is not served with, because they cannot be used",
            "\(report.certificateComplaints?.count ?? 0)"
        )
        counts(report, &page)
        durations(report, &page)
        state(report, &page)
        return page.text
    }

    private static func counts(_ report: RouterReport, _ page: inout Page) {
        page.family("responses_total", .counter, "Answered requests by the class of their status")
        for app in report.apps {
            for (place, count) in app.counts.classes.enumerated() where count > 0 {
                page.sample(["app": app.name, "class": "\(place + 1)xx"], "\(count)")
            }
        }
        page.family("errors_total", .counter, "Requests that ended otherwise than by a dyno's answer, by H-code")
        for app in report.apps {
            for (code, count) in app.counts.codes.sorted(by: { $0.key < $1.key }) {
                page.sample(["app": app.name, "code": code], "\(count)")
            }
        }
        page.family("sent_bytes_total", .counter, "Bytes of bodies that dynos sent to clients")
        for app in report.apps { page.sample(["app": app.name], "\(app.counts.bytes)") }
        page.family("retries_total", .counter, "Further dynos or connections that were tried for a request")
        for app in report.apps { page.sample(["app": app.name], "\(app.counts.retries)") }
    }

    private static func durations(_ report: RouterReport, _ page: inout Page) {
        page.family("service_seconds", .histogram, "From the connection to a dyno to the end of its answer, tunnels left out")
        for app in report.apps where app.counts.durations.contains(where: { $0 > 0 }) {
            var sum: UInt64 = 0
            for (place, count) in app.counts.durations.enumerated() {
                sum += count
                let limit = place < RequestCounts.limits.count ? seconds(RequestCounts.limits[place]) : "+Inf"
                page.sample(["app": app.name, "le": limit], "\(sum)", suffix: "_bucket")
            }
            page.sample(["app": app.name], seconds(Int64(clamping: app.counts.durationMilliseconds)), suffix: "_sum")
            page.sample(["app": app.name], "\(sum)", suffix: "_count")
        }
    }

    private static func state(_ report: RouterReport, _ page: inout Page) {
        let apps = report.apps.filter { $0.name != RouterReport.noApp }
        page.family("waiting_requests", .gauge, "Requests that wait for dynos to start, or for the end of a pause")
        for app in apps { page.sample(["app": app.name], "\(app.waiting)") }
        page.family("dyno_active_requests", .gauge, "Requests and tunnels that a dyno has")
        for app in apps {
            for dyno in app.dynos { page.sample(["app": app.name, "dyno": dyno.name, "id": dyno.id], "\(dyno.active)") }
        }
        page.family("dynos_set_aside", .gauge, "Dynos that get no request for a while, because they refused a connection")
        for app in apps { page.sample(["app": app.name], "\(app.dynos.count(where: \.isSetAside))") }
    }

    /// Milliseconds as seconds, without zeros at the end.
    private static func seconds(_ milliseconds: Int64) -> String {
        guard milliseconds % 1000 != 0 else { return "\(milliseconds / 1000)" }
        var fraction = String(1000 + milliseconds % 1000).dropFirst()
        while fraction.hasSuffix("0") { fraction.removeLast() }
        return "\(milliseconds / 1000).\(fraction)"
    }

    private struct Page {
        enum Kind: String { case counter, gauge, histogram }

        var text = ""
        private var name = ""

        mutating func family(_ name: String, _ kind: Kind, _ help: String) {
            self.name = "renga_router_\(name)"
            text += "# HELP \(self.name) \(help).\n# TYPE \(self.name) \(kind.rawValue)\n"
        }

        mutating func single(_ name: String, _ kind: Kind, _ help: String, _ value: String) {
            family(name, kind, help)
            text += "\(self.name) \(value)\n"
        }

        mutating func sample(_ labels: KeyValuePairs<String, String>, _ value: String, suffix: String = "") {
            let words = labels.map { "\($0.key)=\"\(Self.escaped($0.value))\"" }
            text += "\(name)\(suffix){\(words.joined(separator: ","))} \(value)\n"
        }

        private static func escaped(_ value: String) -> String {
            guard value.utf8.contains(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") || $0 == ASCII.lineFeed }) else {
                return value
            }
            return value.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : $0 == "\n" ? "\\n" : String($0) }.joined()
        }
    }
}
