import Glibc
import Linux
import Model
import Testing
import Wire

@testable import Router

@Suite("What the router says of itself") struct ReportTests {
    private static func app(_ name: String, _ backends: [RouteTable.Backend], _ phase: RouteTable.Phase = .up) -> RouteTable.App {
        RouteTable.App(name: name, hosts: ["\(name).test"], phase: phase, maintenance: false, backends: backends)
    }

    @Test func `requests are counted by app, class and code, over all loops`() throws {
        let backend = try Backend.answering("12345")
        defer { backend.stop() }
        let router = try TestRouter()
        try router.serve([Self.app("one", [backend.target("a")]), Self.app("two", [], .crashed)])
        for _ in 1...20 { #expect(try router.get(host: "one.test").status == 200) }
        #expect(try router.get(host: "two.test").status == 503)
        #expect(try router.get(host: "nobody.test").status == 404)
        let report = try router.waitForReport { $0.apps.reduce(0) { $0 + $1.counts.requests } == 22 }
        #expect(report.worker == getpid() && report.version == 1 && report.requests == 22 && !report.isRetiring)
        #expect(report.listeners == ["http 127.0.0.1:\(router.port)"])
        #expect(report.apps.map(\.name) == ["-", "one", "two"])
        #expect(report.apps[0].counts.classes == [0, 0, 0, 1, 0])
        let one = report.apps[1].counts
        #expect(one.classes == [0, 20, 0, 0, 0] && one.codes == [:] && one.bytes == 100 && one.retries == 0)
        #expect(one.durations.reduce(0, +) == 20)
        #expect(report.apps[2].counts.codes == ["H10": 1] && report.apps[2].counts.durations.allSatisfy { $0 == 0 })
    }

    @Test func `counts live on in new routes, and are forgotten with their app`() throws {
        let backend = try Backend.answering("x")
        defer { backend.stop() }
        let router = try TestRouter()
        let one = Self.app("one", [backend.target("a")])
        let two = Self.app("two", [backend.target("b")])
        try router.serve([one, two])
        for host in ["one.test", "two.test"] { #expect(try router.get(host: host).status == 200) }
        _ = try router.waitForReport { $0.apps.allSatisfy { $0.counts.requests == 1 } }
        try router.serve([two, one])
        #expect(try router.report().apps.map(\.counts.requests) == [1, 1])
        #expect(try router.get(host: "two.test").status == 200)
        _ = try router.waitForReport { $0.apps.map(\.counts.requests) == [1, 2] }
        try router.serve([one])
        try router.serve([one, two])
        #expect(try router.report().apps.map(\.counts.requests) == [1, 0])
    }

    @Test func `requests that run or wait, and dynos set aside, are seen`() throws {
        let backend = try MixedBackend.make()
        defer { backend.stop() }
        let router = try TestRouter()
        let nobody = RouteTable.Backend(id: "n", name: "web.2", address: "127.0.0.1", port: try RouterProcess.freePort())
        try router.serve([Self.app("one", [backend.target("a"), nobody]), Self.app("two", [], .starting)])
        let held = try router.client()
        held.write("GET /held HTTP/1.1\r\nHost: one.test\r\n\r\n")
        #expect(held.takeHead()?.status == 200)
        let waiting = try router.client()
        waiting.write("GET / HTTP/1.1\r\nHost: two.test\r\n\r\n")
        var report = try router.waitForReport { $0.apps.last?.waiting == 1 }
        // A loop that has found nobody at the second dyno sets it aside and tries the first one.
        while report.apps.first?.dynos.last?.isSetAside == false {
            #expect(try router.get(host: "one.test").status == 200)
            report = try router.report()
        }
        let one = try #require(report.apps.first)
        #expect(one.dynos.map(\.name) == ["web.1", "web.2"] && one.dynos.map(\.active) == [1, 0])
        #expect(report.connections >= 2)
        try MixedBackend.release(backend)
        #expect(held.take(4) == Array("held".utf8))
        _ = try router.waitForReport { $0.apps[0].counts.retries > 0 }
    }

    @Test func `metrics are read over HTTP at an address of their own`() throws {
        let backend = try Backend.answering("x")
        defer { backend.stop() }
        let port = try RouterProcess.freePort()
        let router = try TestRouter { $0.metricsAddress = "127.0.0.1:\(port)" }
        try router.serve([Self.app("one", [backend.target("a")])])
        #expect(try router.get(host: "one.test").status == 200)
        _ = try router.waitForReport { $0.apps.first?.counts.requests == 1 }
        func ask(_ path: String) throws -> Message {
            let peer = try Peer.connect(to: port)
            peer.write("GET \(path) HTTP/1.1\r\nHost: x\r\n\r\n")
            return try #require(peer.takeResponse())
        }
        let answer = try ask("/metrics")
        #expect(answer.status == 200 && answer["content-type"] == MetricsText.contentType)
        #expect(answer.text.contains("renga_router_responses_total{app=\"one\",class=\"2xx\"} 1\n"))
        #expect(try ask("/").status == 404)
        // Those who say nothing are not in the way of others.
        let silent = try (1...40).map { _ in try Peer.connect(to: port) }
        #expect(try ask("/metrics").status == 200)
        #expect(silent.count == 40)
    }

    @Test func `an address for metrics that is none is said, and requests are served all the same`() throws {
        let backend = try Backend.answering("x")
        defer { backend.stop() }
        let router = try RouterProcess(openFiles: 200, backends: [backend.target("a")], more: "  metrics_address: nowhere\n")
        #expect(router.words.contains("metrics are not served: `nowhere` is no address with a port"))
        #expect(try router.get().status == 200)
    }

    @Test func `a worker that was replaced still says what it has`() throws {
        let backend = try MixedBackend.make()
        defer { backend.stop() }
        let router = try TestRouter()
        try router.serve([backend.target("a")])
        let held = try router.client()
        held.write("GET /held HTTP/1.1\r\nHost: myapp.test\r\n\r\n")
        #expect(held.takeHead()?.status == 200)
        router.server.leave(.replaced(router.settings))
        let report = try router.waitForReport { $0.isRetiring }
        #expect(report.apps.first?.dynos.first?.active == 1)
        try MixedBackend.release(backend)
        #expect(held.take(4) == Array("held".utf8))
        held.shut()
        // Its loops have ended, and said what they had before.
        while !router.server.isOver { sched_yield() }
        #expect(try router.report().apps.first?.counts.classes[1] == 1)
    }

    @Test func `one round of reports is on its way at a time, and loops that have ended are not asked`() {
        var round = ReportRound(loopCount: 2)
        #expect(round.begin() == [0, 1])
        #expect(round.begin() == [])
        round.take(LoopReport(handshakes: 1), of: 0, isLast: false)
        #expect(!round.isComplete)
        round.take(LoopReport(handshakes: 2), of: 1, isLast: true)
        #expect(round.isComplete && round.begin() == [0])
        round.take(LoopReport(handshakes: 5), of: 0, isLast: false)
        var report = RouterReport(worker: 1)
        round.add(to: &report)
        #expect(report.handshakes == 7)
    }

    @Test func `the rate is that of the last look that was long enough ago`() {
        var rate = RateMeter(now: 0)
        rate.look(10, now: 500)
        #expect(rate.perSecond == 20 && rate.overMilliseconds == 500)
        rate.look(1_000, now: 900)
        #expect(rate.perSecond == 20)
        rate.look(30, now: 2_500)
        #expect(rate.perSecond == 10 && rate.overMilliseconds == 2_000)
    }

    @Test func `metrics are Prometheus's text, histograms added up from below`() {
        var counts = RequestCounts()
        for service in [1, 5, 6, 40_000] as [Int64] { counts.count(status: 200, code: "", service: service, bytes: 10, retries: 0) }
        counts.count(status: 503, code: "H12", service: nil, bytes: 0, retries: 2)
        var report = RouterReport(worker: 7)
        report.uptimeMilliseconds = 1_250
        report.apps = [.init(name: "shop", dynos: [.init(id: "d", name: "web.1", active: 3, isSetAside: true)], waiting: 4, counts: counts)]
        report.certificateComplaints = ["one is left out"]
        var old = report
        old.worker = 6
        old.isRetiring = true
        let text = MetricsText.make([old, report])
        for line in [
            "renga_router_workers{state=\"serving\"} 1", "renga_router_workers{state=\"retiring\"} 1", "renga_router_uptime_seconds 1.25",
            "renga_router_responses_total{app=\"shop\",class=\"2xx\"} 8", "renga_router_responses_total{app=\"shop\",class=\"5xx\"} 2",
            "renga_router_errors_total{app=\"shop\",code=\"H12\"} 2", "renga_router_sent_bytes_total{app=\"shop\"} 80",
            "renga_router_retries_total{app=\"shop\"} 4", "renga_router_service_seconds_bucket{app=\"shop\",le=\"0.005\"} 4",
            "renga_router_service_seconds_bucket{app=\"shop\",le=\"0.01\"} 6",
            "renga_router_service_seconds_bucket{app=\"shop\",le=\"30\"} 6",
            "renga_router_service_seconds_bucket{app=\"shop\",le=\"+Inf\"} 8", "renga_router_service_seconds_count{app=\"shop\"} 8",
            "renga_router_service_seconds_sum{app=\"shop\"} 80.024", "renga_router_waiting_requests{app=\"shop\"} 8",
            "renga_router_dyno_active_requests{app=\"shop\",dyno=\"web.1\",id=\"d\"} 6", "renga_router_dynos_set_aside{app=\"shop\"} 1",
            "# TYPE renga_router_service_seconds histogram", "renga_router_certificates_left_out 1",
        ] { #expect(text.contains(line + "\n"), "\(line)\n\(text)") }
        let samples = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
        #expect(
            samples.allSatisfy { $0.split(separator: " ").count == 2 }
                && Set(samples.map { $0.split(separator: " ")[0] }).count == samples.count
        )
    }
}
