import Glibc
import Model
import Testing
import Wire

@testable import Router

/// Requests that wait: for the end of a pause, or in too long a line.
@Suite("Holding requests") struct HoldTests {
    private static let ask = "GET / HTTP/1.1\r\nHost: myapp.test\r\n\r\n"

    /// Until so many requests have begun.
    private func waitForRequests(_ router: TestRouter, _ count: UInt64) throws {
        try router.waitForReport { $0.requests >= count }
    }

    @Test func `a paused app's requests wait, and go in their order when it is resumed`() throws {
        let backend = try Backend { peer, backend in
            while let request = peer.takeRequest() {
                backend.note(request)
                peer.write("HTTP/1.1 200 OK\r\nContent-Length: \(request.body.count)\r\n\r\n")
                peer.write(request.body)
            }
        }
        defer { backend.stop() }
        let router = try TestRouter { $0.loops = 1 }
        try router.serve([backend.target("a")])
        #expect(try router.get().status == 200)
        try router.serve([backend.target("a")]) { $0.isPaused = true }
        var peers: [Peer] = []
        for number in 1...5 {
            let peer = try router.client()
            peer.write("POST /\(number) HTTP/1.1\r\nHost: myapp.test\r\nContent-Length: 1\r\n\r\n\(number)")
            try waitForRequests(router, UInt64(number + 1))
            peers.append(peer)
        }
        // New routes that do not end the pause release nobody.
        try router.serve([backend.target("a"), backend.target("b")]) { $0.isPaused = true }
        #expect(backend.requests.count == 1)
        try router.serve([backend.target("a")])
        for (number, peer) in peers.enumerated() { #expect(peer.takeResponse()?.text == "\(number + 1)") }
        #expect(Set(backend.requests.dropFirst().map(\.start)) == Set((1...5).map { "POST /\($0) HTTP/1.1" }))
        let paths = try router.log().compactMap { line in line.split(separator: " ").first { $0.hasPrefix("path=") } }
        #expect(paths.count == 6)
    }

    @Test func `what runs when an app is paused goes on`() throws {
        let backend = try Backend { peer, backend in
            guard let request = peer.takeRequest() else { return }
            backend.note(request)
            while backend.connections < 2 { sched_yield() }
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx")
        }
        defer { backend.stop() }
        let router = try TestRouter()
        try router.serve([backend.target("a")])
        let peer = try router.client()
        peer.write(Self.ask)
        while backend.requests.isEmpty { sched_yield() }
        try router.serve([backend.target("a")]) { $0.isPaused = true }
        _ = try Peer.connect(to: backend.port)
        #expect(peer.takeResponse()?.text == "x")
    }

    @Test func `a pause that lasts longer than requests may wait ends them with H20`() throws {
        let backend = try Backend.answering("x")
        defer { backend.stop() }
        let router = try TestRouter { $0.bootWaitMilliseconds = 100 }
        try router.serve([backend.target("a")]) { $0.isPaused = true }
        let page = try router.get()
        #expect(page.status == 503 && page.text.contains("H20") && page.text.contains("App pause timeout"))
        let json = try router.get(headers: "Accept: application/json\r\n")
        #expect(json.text.contains("\"id\":\"H20\"") && json.text.contains("App pause timeout"))
        #expect(backend.requests.isEmpty)
        #expect(try router.log().allSatisfy { $0.contains("at=error code=H20 desc=\"App pause timeout\" method=GET") })
    }

    @Test func `a client that leaves while it waits is H27`() throws {
        let router = try TestRouter { $0.loops = 1 }
        try router.serve([]) { $0.isPaused = true }
        do {
            let peer = try router.client()
            peer.write("GET /left HTTP/1.1\r\nHost: myapp.test\r\n\r\n")
            try waitForRequests(router, 1)
        }
        try router.waitForReport { $0.connections == 0 }
        let log = try router.log()
        #expect(log.contains { $0.contains("at=warning code=H27") && $0.contains("path=\"/left\"") && $0.contains(" dyno= ") })
    }

    /// Two dynos and two loops: whatever loops the clients fall to, twice the limit is over it, and half of it is not.
    @Test(arguments: [true, false])
    func `more requests than an app's dynos should have are H11, whether they wait or run`(isPaused: Bool) throws {
        // Each request is under way until its body's only byte is sent.
        let ask = "POST / HTTP/1.1\r\nHost: myapp.test\r\nAccept: application/json\r\nContent-Length: 1\r\n\r\n"
        let backend = try Backend.echoing()
        defer { backend.stop() }
        let router = try TestRouter { $0.backlogPerDynoMax = 4 }
        let dynos = [backend.target("a"), backend.target("b", name: "web.2")]
        try router.serve(dynos) { $0.isPaused = isPaused }
        var held: [Peer] = []
        for number in 1...4 {
            let peer = try router.client()
            peer.write(ask)
            try waitForRequests(router, UInt64(number))
            held.append(peer)
        }
        // A table in between does not make it forget what runs.
        try router.serve(dynos) { $0.isPaused = isPaused }
        var refused = 0
        for number in 5...16 {
            let peer = try router.client()
            peer.write(ask)
            try waitForRequests(router, UInt64(number))
            held.append(peer)
        }
        try router.serve(dynos)
        for (number, peer) in held.enumerated() {
            peer.write("x")
            let answer = try #require(peer.takeResponse())
            if answer.status == 200 { continue }
            #expect(number >= 8 && answer.status == 503 && answer.text.contains("\"id\":\"H11\""))
            refused += 1
        }
        #expect((1...8).contains(refused))
        // What has ended counts no more.
        #expect(try router.get().status == 200)
        let lines = try router.log().filter { $0.contains("code=H11") }
        #expect(lines.count == refused)
        #expect(lines.allSatisfy { $0.contains("at=error code=H11 desc=\"Backlog too deep\"") && $0.contains(" dyno= ") })
    }

    @Test func `tunnels are no backlog`() throws {
        let backend = try Backend { peer, backend in
            guard let request = peer.takeHead() else { return }
            if request["upgrade"] == nil { return peer.write("HTTP/1.1 204 No Content\r\n\r\n") }
            peer.write("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n")
            _ = peer.takeRest()
        }
        defer { backend.stop() }
        let router = try TestRouter {
            $0.loops = 1
            $0.backlogPerDynoMax = 1
        }
        try router.serve([backend.target("a")])
        let tunnels = try (1...3).map { _ in
            let peer = try router.client()
            peer.write("GET / HTTP/1.1\r\nHost: myapp.test\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n")
            #expect(peer.takeHead()?.status == 101)
            return peer
        }
        #expect(try router.get().status == 204)
        for peer in tunnels { peer.shut() }
    }

    @Test func `parts of an app's load are counted by each loop and limited together`() {
        let load = AppLoad(loops: 2)
        let (first, second) = (load.parts[0], load.parts[1])
        for _ in 0..<7 { first.begin() }
        #expect(!load.exceeds(10, in: first) && !load.exceeds(10, in: second))
        for _ in 0..<4 { second.begin() }
        // Seven are more than its half of ten, four are not: that loop does not look further.
        #expect(load.exceeds(10, in: first) && !load.exceeds(10, in: second))
        first.end()
        #expect(!load.exceeds(10, in: first))
    }
}
