import Glibc
import Linux
import Model
import Testing
import Wire

@testable import Router

/// Requests to an app that sleeps: they wait, and the runner hears of it.
@Suite("Apps that sleep") struct SleepTests {
    private static func app(
        _ backends: [RouteTable.Backend] = [],
        asleep: Bool = false,
        maintenance: Bool = false,
        _ change: (inout RoutePolicy) -> Void = { _ in }
    ) -> RouteTable.App {
        var app = RouteTable.App(
            name: "myapp",
            hosts: ["myapp.test"],
            phase: backends.isEmpty ? .starting : .up,
            maintenance: maintenance,
            backends: backends,
            isAsleep: asleep
        )
        change(&app.policy)
        return app
    }

    private static func ask(_ router: TestRouter, _ path: String = "/") throws -> Peer {
        let peer = try router.client()
        peer.write("GET \(path) HTTP/1.1\r\nHost: myapp.test\r\n\r\n")
        return peer
    }

    /// Calls on the way to a report, in which so many requests wait.
    private static func calls(_ router: TestRouter, waiting: Int) throws -> [String] {
        var calls: [String] = []
        let end = Moment.monotonicMilliseconds() + 60_000
        while Moment.monotonicMilliseconds() < end {
            try router.send(.report)
            while true {
                let event = try router.nextEvent()
                if case .awaited(let app) = event { calls.append(app) }
                guard case .report(let report) = event else { continue }
                if report.apps.first(where: { $0.name == "myapp" })?.waiting == waiting { return calls }
                break
            }
            sched_yield()
        }
        throw TestFailure("never did \(waiting) requests wait")
    }

    @Test func `are called once for many requests, which are all answered when it is awake`() throws {
        let backend = try Backend.answering("x")
        defer { backend.stop() }
        let router = try TestRouter()
        try router.serve([Self.app(asleep: true)])
        let peers = try (1...40).map { try Self.ask(router, "/\($0)") }
        #expect(try Self.calls(router, waiting: 40) == ["myapp"])
        // It starts: they go on waiting, and nobody is called.
        let events = try router.serve([Self.app()])
        #expect(events.isEmpty)
        #expect(try Self.calls(router, waiting: 40) == [])
        try router.serve([Self.app([backend.target("a")])])
        for peer in peers { #expect(peer.takeResponse()?.text == "x") }
        // Another sleep is another call.
        try router.serve([Self.app(asleep: true)])
        let peer = try Self.ask(router)
        #expect(try Self.calls(router, waiting: 1) == ["myapp"])
        try router.serve([Self.app([backend.target("b")])])
        #expect(peer.takeResponse()?.text == "x")
    }

    @Test func `are called again for a table that still has them asleep, and for a runner that comes anew`() throws {
        let router = try TestRouter { $0.loops = 2 }
        try router.serve([Self.app(asleep: true)])
        let peer = try Self.ask(router)
        #expect(try Self.calls(router, waiting: 1) == ["myapp"])
        // The runner died over it: the next one is told behind its first table.
        try router.connectControl()
        let before = try router.serve([Self.app(asleep: true)])
        let after = try Self.calls(router, waiting: 1)
        let words = before.compactMap { if case .awaited(let app) = $0 { app } else { nil } } + after
        #expect(words == ["myapp"])
        peer.shut()
    }

    @Test func `wait no longer than those that start, in no longer a line`() throws {
        let router = try TestRouter {
            $0.bootWaitMilliseconds = 200
            $0.backlogPerDynoMax = 2
            $0.loops = 1
        }
        try router.serve([Self.app(asleep: true)])
        let peers = try (1...3).map { try Self.ask(router, "/\($0)") }
        let answers = peers.compactMap { $0.takeResponse() }
        #expect(answers.map(\.status) == [503, 503, 503])
        #expect(answers.filter { $0.text.contains("H20") }.count == 2 && answers.filter { $0.text.contains("H11") }.count == 1)
    }

    @Test func `are not called in maintenance, in a pause, or for an ACME challenge`() throws {
        let router = try TestRouter { $0.bootWaitMilliseconds = 60_000 }
        try router.serve([Self.app(asleep: true, maintenance: true)])
        #expect(try router.get().text.contains("H80"))
        #expect(try Self.calls(router, waiting: 0) == [])
        let folder = router.root.acmeChallenges
        try Files.makeDirectory(folder)
        try Files.replace(folder + "/token", with: "answer")
        try router.serve([Self.app(asleep: true)])
        #expect(try router.get("/.well-known/acme-challenge/token").text == "answer")
        #expect(try Self.calls(router, waiting: 0) == [])
        try router.serve([Self.app(asleep: true) { $0.isPaused = true }])
        let peer = try Self.ask(router)
        #expect(try Self.calls(router, waiting: 1) == [])
        // The end of the pause is where it is called.
        let events = try router.serve([Self.app(asleep: true)])
        let calls = try events.compactMap { if case .awaited(let app) = $0 { app } else { nil } } + Self.calls(router, waiting: 1)
        #expect(calls == ["myapp"])
        peer.shut()
    }

    @Test func `a worker that starts anew has them asleep still, and calls the runner when it is there`() throws {
        let router = try TestRouter()
        try router.serve([Self.app(asleep: true)])
        try router.restart()
        let peer = try Self.ask(router)
        // It waits before anybody is there to be told.
        try router.connectControl()
        let events = try router.serve([Self.app(asleep: true)])
        let calls = try events.compactMap { if case .awaited(let app) = $0 { app } else { nil } } + Self.calls(router, waiting: 1)
        #expect(calls == ["myapp"])
        peer.shut()
    }

    @Test func `requests, tunnels and slow answers are traffic as long as they last, and our own pages are none`() throws {
        let backend = try MixedBackend.make()
        defer { backend.stop() }
        let router = try TestRouter()
        try router.serve([Self.app([backend.target("a")])])
        func quiet() throws -> Int64 { try #require(try router.report().apps.first { $0.name == "myapp" }?.quietMilliseconds) }
        /// Time passes for apps that are quiet, and for no others.
        func isBusy() throws -> Bool {
            for _ in 1...50 where try quiet() != 0 { return false }
            return true
        }
        func becomesQuiet() throws -> Bool {
            let end = Moment.monotonicMilliseconds() + 60_000
            while Moment.monotonicMilliseconds() < end { if try quiet() > 20 { return true } }
            return false
        }
        #expect(try becomesQuiet())
        let slow = try Self.ask(router, "/held")
        #expect(slow.takeHead()?.status == 200)
        #expect(try isBusy())
        try MixedBackend.release(backend)
        #expect(slow.take(4) == Array("held".utf8))
        // A connection on which nothing is asked is no traffic.
        #expect(try becomesQuiet())
        let tunnel = try router.client()
        tunnel.write(MixedBackend.upgrade)
        #expect(tunnel.takeHead()?.status == 101)
        #expect(try isBusy())
        tunnel.shut()
        #expect(try becomesQuiet())
        let before = try quiet()
        try router.serve([Self.app([backend.target("a")], maintenance: true)])
        #expect(try router.get().status == 503)
        #expect(try quiet() > before)
    }

    @Test func `reports of several are as quiet as the least quiet one, and unknown where one is`() {
        var report = RouterReport(worker: 1)
        report.add(apps: [.init(name: "a", quietMilliseconds: 50), .init(name: "b", quietMilliseconds: 10)])
        report.add(apps: [.init(name: "a", quietMilliseconds: 20), .init(name: "b")])
        report.add(apps: [.init(name: "c", quietMilliseconds: 5)])
        #expect(report.apps.map(\.quietMilliseconds) == [20, nil, 5])
    }
}
