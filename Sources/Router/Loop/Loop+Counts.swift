import Model
import Wire

// What is counted of requests, for metrics and `renga router:status`. Plain numbers of this loop's own: a report is a copy.

extension Loop {
    /// Called once for every exchange, at its end.
    ///
    /// - Parameter service: milliseconds that its dyno took; nil: none was asked.
    func tally(_ exchange: Int32, status: Int, service: Int64?) {
        let counts = exchanges[exchange].app.map { self.counts(of: $0) } ?? strangers
        if isTraffic(exchange) { counts.trafficAt = now }
        counts.counts.count(
            status: status,
            code: exchanges[exchange].error?.code ?? "",
            service: exchanges[exchange].phase == .tunnel || exchanges[exchange].status == 101 ? nil : service,
            bytes: exchanges[exchange].bytes,
            retries: exchanges[exchange].tried.count + (exchanges[exchange].wantsFreshConnection ? 1 : 0)
        )
    }

    /// A client whose request was not even read.
    func tallyTurnedAway(_ error: RouterError) {
        strangers.counts.count(status: error.status, code: error.code, service: nil, bytes: 0, retries: 0)
    }

    /// Whether a request is one for the app's dynos: not one that the router answers by itself, as in maintenance.
    private func isTraffic(_ exchange: Int32) -> Bool { exchanges[exchange].part != nil || exchanges[exchange].status == 101 }

    func counts(of app: LoopApp) -> AppCounts {
        if let counts = app.counts { return counts }
        // Its first request; or the last one of a table that was replaced meanwhile.
        let current = table?.apps.first { $0.name == app.name }
        let counts = current?.counts ?? AppCounts()
        current?.counts = counts
        app.counts = counts
        return counts
    }

    func report() -> LoopReport {
        var waiting: [[UInt8]: Int] = [:]
        var busy: Set<[UInt8]> = []
        exchanges.forEach { exchange in
            guard let app = exchanges[exchange].app else { return }
            if isTraffic(exchange) { busy.insert(app.name) }
            if exchanges[exchange].phase == .waiting { waiting[app.name, default: 0] += 1 }
        }
        var report = LoopReport(handshakes: UInt64(handshakes))
        for app in table?.apps ?? [] {
            let dynos = app.dynos.map { dyno in
                RouterReport.Dyno(
                    id: dyno.id,
                    name: String(decoding: dyno.name, as: UTF8.self),
                    active: dyno.active,
                    isSetAside: dyno.quarantinedUntil > now
                )
            }
            report.apps.append(
                RouterReport.App(
                    name: String(decoding: app.shown, as: UTF8.self),
                    first: app.shown == app.name ? nil : String(decoding: app.name, as: UTF8.self),
                    dynos: dynos,
                    waiting: waiting[app.name] ?? 0,
                    counts: app.counts?.counts ?? RequestCounts(),
                    quietMilliseconds: busy.contains(app.name) ? 0 : now - max(app.counts?.trafficAt ?? began, began)
                )
            )
        }
        if strangers.counts.requests > 0 {
            report.apps.append(RouterReport.App(name: RouterReport.noApp, counts: strangers.counts))
        }
        return report
    }
}
