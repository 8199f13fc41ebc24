import Glibc
import Model
import Testing
import Wire

@testable import Router

/// What becomes of requests whose dyno new routes do not have any more.
@Suite("Draining") struct DrainTests {
    /// Sends what its gate lets it, and notices when the router lets go.
    private static func streaming(_ start: String) throws -> Backend {
        try Backend { peer, backend in
            guard let request = peer.takeHead() else { return }
            backend.note(request)
            peer.write(start)
            _ = peer.takeRest()
        }
    }

    private func expectDrained(_ router: TestRouter, _ events: [RouterEvent] = []) throws {
        if events.contains(.drained(dyno: "old")) { return }
        #expect(try router.nextEvent() == .drained(dyno: "old"))
    }

    @Test func `an answer that has not begun when the time is over is H24, and the dyno is drained`() throws {
        let backend = try Self.streaming("")
        defer { backend.stop() }
        let router = try TestRouter()
        try router.serve([backend.target("old")]) { $0.drainMilliseconds = 150 }
        let html = try router.client()
        let json = try router.client()
        html.write("GET / HTTP/1.1\r\nHost: myapp.test\r\n\r\n")
        json.write("GET / HTTP/1.1\r\nHost: myapp.test\r\nAccept: application/json\r\n\r\n")
        while backend.requests.count < 2 { sched_yield() }
        let events = try router.serve([], phase: .noWeb)
        let page = try #require(html.takeResponse())
        #expect(page.status == 503 && page.text.contains("H24") && page.text.contains("Forced close"))
        #expect(json.takeResponse()?.text.contains("\"id\":\"H24\"") == true)
        try expectDrained(router, events)
        let lines = try router.log()
        #expect(
            lines.count == 2 && lines.allSatisfy { $0.contains("at=error code=H24 desc=\"Forced close\"") && $0.contains("dyno=web.1") }
        )
    }

    @Test func `a stream that goes on and on is cut at the limit, and its client can tell`() throws {
        let backend = try Backend { peer, backend in
            guard let request = peer.takeHead() else { return }
            backend.note(request)
            peer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
            // A chunk for each byte that the client sends: the stream is never silent.
            while peer.take(1) != nil { peer.write("1\r\nx\r\n") }
        }
        defer { backend.stop() }
        let router = try TestRouter { $0.drainMilliseconds = 200 }
        try router.serve([backend.target("old")])
        let peer = try router.client()
        peer.write("POST / HTTP/1.1\r\nHost: myapp.test\r\nContent-Length: 100000\r\n\r\nx")
        #expect(peer.takeHead()?.status == 200)
        let events = try router.serve([], phase: .noWeb)
        var got = 0
        while peer.takeLine() == "1", peer.takeLine() == "x" {
            got += 1
            peer.write("x")
        }
        #expect(got > 1)
        #expect(peer.takeRest().isEmpty)
        try expectDrained(router, events)
        #expect(try router.log().contains { $0.contains("code=H24") && $0.contains("bytes=\(got)") })
    }

    @Test func `an app's own limit counts more than the router's`() throws {
        let backend = try Self.streaming("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab")
        let gate = try Gate()
        let other = try Backend { peer, _ in
            guard peer.takeHead() != nil else { return }
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab")
            gate.wait()
            peer.write("cde")
        }
        defer {
            backend.stop()
            other.stop()
        }
        let router = try TestRouter { $0.drainMilliseconds = 100 }
        var patient = RouteTable.App(name: "patient", hosts: ["patient.test"], phase: .up, backends: [other.target("kept")])
        patient.policy.drainMilliseconds = 600_000
        let plain = RouteTable.App(name: "plain", hosts: ["plain.test"], phase: .up, backends: [backend.target("old")])
        try router.serve([patient, plain])
        let peers = try ["patient", "plain"].map { name in
            let peer = try router.client()
            peer.write("GET / HTTP/1.1\r\nHost: \(name).test\r\n\r\n")
            #expect(peer.takeHead()?.status == 200)
            return peer
        }
        patient.backends = []
        let events = try router.serve([patient])
        #expect(peers[1].takeRest() == Array("ab".utf8))
        try expectDrained(router, events)
        // Long over the router's limit, the other one goes on.
        gate.open()
        #expect(peers[0].take(5) == Array("abcde".utf8))
    }

    @Test func `a client that reads slowly what its dyno has finished is not cut`() throws {
        let megabyte = [UInt8](repeating: 120, count: 1 << 16)
        let backend = try Backend { peer, backend in
            guard let request = peer.takeRequest() else { return }
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: \(megabyte.count)\r\n\r\n")
            peer.write(megabyte)
            backend.note(request)
            _ = peer.takeRest()
        }
        let slow = try Self.streaming("")
        defer {
            backend.stop()
            slow.stop()
        }
        let router = try TestRouter {
            $0.loops = 1
            $0.drainMilliseconds = 100
        }
        try router.serve([backend.target("old")])
        let peer = try router.client(receiveBytes: 4096)
        peer.write("GET / HTTP/1.1\r\nHost: myapp.test\r\n\r\n")
        #expect(peer.takeHead()?.status == 200)
        while backend.requests.isEmpty { sched_yield() }
        try router.serve([slow.target("late")])
        // The limit of a second dyno, which is removed later, is over as well.
        let held = try router.client()
        held.write("GET / HTTP/1.1\r\nHost: myapp.test\r\n\r\n")
        while slow.requests.isEmpty { sched_yield() }
        try router.serve([], phase: .noWeb)
        #expect(held.takeResponse()?.status == 503)
        #expect(peer.take(megabyte.count) == megabyte)
    }

    @Test func `a dyno that comes back in time keeps its requests`() throws {
        let gate = try Gate()
        let backend = try Backend { peer, _ in
            guard peer.takeHead() != nil else { return }
            gate.wait()
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nkept")
        }
        let other = try Self.streaming("")
        defer {
            backend.stop()
            other.stop()
        }
        let router = try TestRouter { $0.drainMilliseconds = 300 }
        try router.serve([backend.target("old")])
        let kept = try router.client()
        kept.write("GET / HTTP/1.1\r\nHost: myapp.test\r\n\r\n")
        gate.waitForWaiter()
        try router.serve([other.target("new")])
        let cut = try router.client()
        cut.write("GET / HTTP/1.1\r\nHost: myapp.test\r\n\r\n")
        while other.requests.isEmpty { sched_yield() }
        try router.serve([backend.target("old")])
        // That one's time is over later than the first one's would have been.
        #expect(cut.takeResponse()?.status == 503)
        gate.open()
        #expect(kept.takeResponse()?.text == "kept")
    }
}
