import Glibc
import Linux
import Model
import Synchronization
import Testing
import Wire

@testable import Router

@Suite("Routes") struct RoutesTests {
    @Test func `lets requests wait for dynos that start, and go when they are there`() throws {
        let backend = try Backend.answering("up")
        defer { backend.stop() }
        let router = try TestRouter()
        try router.serve([], phase: .starting)
        let peers = try (1...5).map { _ in try router.client() }
        for peer in peers { peer.write("GET / HTTP/1.1\r\nHost: myapp.test\r\n\r\n") }
        try router.serve([backend.target("a")])
        for peer in peers { #expect(peer.takeResponse()?.text == "up") }
    }

    @Test func `says H20 when dynos do not start in time`() throws {
        let router = try TestRouter { $0.bootWaitMilliseconds = 100 }
        try router.serve([], phase: .starting)
        #expect(try router.get().text.contains("H20"))
        #expect(try router.get(headers: "Accept: application/json\r\n").text.hasPrefix("{\"id\":\"H20\""))
        #expect(try router.log().allSatisfy { $0.contains("at=error code=H20 desc=\"App boot timeout\"") && $0.contains("status=503") })
    }

    @Test func `switches routes under load without a failed request, and reports every drained dyno`() throws {
        let first = try Backend.answering("1")
        let second = try Backend.answering("2")
        defer {
            first.stop()
            second.stop()
        }
        let router = try TestRouter()
        try router.serve([first.target("d0")])
        let isOver = Atomic<Bool>(false)
        let failures = Mutex<[String]>([])
        let served = Atomic<Int>(0)
        let port = router.port
        try withThreads(4) { number in
            var peer: Peer?
            while !isOver.load(ordering: .relaxed) {
                if peer == nil { peer = try? Peer.connect(to: port) }
                peer?.write("GET / HTTP/1.1\r\nHost: myapp.test\r\n\r\n")
                if peer?.takeResponse()?.status == 200 {
                    served.add(1, ordering: .relaxed)
                } else {
                    failures.withLock { $0.append("client \(number)") }
                }
                if number % 2 == 0 { peer = nil }
            }
        } during: {
            var drained: Set<String> = []
            for turn in 1...50 {
                let before = served.load(ordering: .relaxed)
                let events = try router.serve([(turn % 2 == 0 ? first : second).target("d\(turn)")])
                for case .drained(let dyno) in events { drained.insert(dyno) }
                while served.load(ordering: .relaxed) == before { sched_yield() }
            }
            isOver.store(true, ordering: .relaxed)
            while drained.count < 50 {
                if case .drained(let dyno) = try router.nextEvent() { drained.insert(dyno) }
            }
            #expect(drained == Set((0..<50).map { "d\($0)" }))
        }
        #expect(failures.withLock { $0 } == [])
    }

    @Test func `reports a dyno as drained only when its last request has ended`() throws {
        let slow = try Backend { peer, backend in
            guard let request = peer.takeRequest() else { return }
            backend.note(request)
            // Answers when the test says so, by a second connection.
            while backend.connections < 2 { sched_yield() }
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nslow")
        }
        defer { slow.stop() }
        let other = try Backend.answering("x")
        defer { other.stop() }
        let router = try TestRouter()
        try router.serve([slow.target("old")])
        let peer = try router.client()
        peer.write("GET / HTTP/1.1\r\nHost: myapp.test\r\n\r\n")
        while slow.requests.isEmpty { sched_yield() }
        #expect(try router.serve([other.target("new")]) == [])
        #expect(try router.report().connections == 1)
        _ = try Peer.connect(to: slow.port)
        #expect(peer.takeResponse()?.text == "slow")
        #expect(try router.nextEvent() == .drained(dyno: "old"))
        // A runner that comes anew is told again.
        try router.connectControl()
        try router.serve([other.target("new")])
        #expect(try router.nextEvent() == .drained(dyno: "old"))
    }

    @Test func `serves the routes on disk after a restart, before anybody has spoken`() throws {
        let backend = try Backend.answering("again")
        defer { backend.stop() }
        let router = try TestRouter()
        try router.serve([backend.target("a")])
        try router.restart()
        // Loops get the table from another thread; a request before that is told so.
        var text = ""
        while text != "again" { text = try router.get().text }
        try Files.replace(router.root.routerTable, with: "{ torn")
        try router.restart()
        #expect(try router.get().text.contains("H99"))
    }

    @Test func `refuses a table that makes no sense and goes on with the one before`() throws {
        let backend = try Backend.answering("x")
        defer { backend.stop() }
        let router = try TestRouter()
        try router.serve([backend.target("a")])
        let bad = RouteTable.Backend(id: "b", name: "web.1", address: "not an address", port: 1)
        let tables: [[RouteTable.App]] = [
            [.init(name: "one", hosts: ["a.test"], phase: .up, backends: [bad])],
            [.init(name: "one", hosts: ["a.test"], phase: .up), .init(name: "two", hosts: ["a.test"], phase: .up)],
            [.init(name: "one", hosts: ["A.test"], phase: .up)],
            [.init(name: "one", hosts: [], phase: .up, backends: [backend.target("x"), backend.target("x")])],
        ]
        for table in tables {
            try router.send(.routes(RouteTable(version: 9, apps: table)))
            guard case .refused(9, _) = try router.nextEvent() else { throw TestFailure("was not refused") }
        }
        #expect(try router.get().status == 200)
    }

    @Test func `finishes what runs when it stops`() throws {
        let backend = try Backend { peer, backend in
            guard let request = peer.takeRequest() else { return }
            backend.note(request)
            while backend.connections < 2 { sched_yield() }
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nlast")
        }
        defer { backend.stop() }
        let router = try TestRouter()
        try router.serve([backend.target("a")])
        let idle = try router.client()
        // Without a byte the kernel would keep it to itself for a second.
        idle.write("\r\n")
        let peer = try router.client()
        peer.write("GET / HTTP/1.1\r\nHost: myapp.test\r\n\r\n")
        while backend.requests.isEmpty { sched_yield() }
        let server = router.server
        try withThreads(1) { _ in
            server.stop(graceMilliseconds: 20_000)
        } during: {
            #expect(idle.takeRest().isEmpty)
            _ = try Peer.connect(to: backend.port)
            let answer = try #require(peer.takeResponse())
            #expect(answer.text == "last")
            #expect(answer["connection"] == "close")
        }
    }

    @Test func `new routes reach what waits in a router that ends, though some of its loops have ended`() throws {
        let backend = try Backend.answering("up")
        defer { backend.stop() }
        let router = try TestRouter { $0.loops = 4 }
        try router.serve([], phase: .starting)
        let peer = try router.client()
        peer.write("GET / HTTP/1.1\r\nHost: myapp.test\r\n\r\n")
        try router.waitForReport { $0.apps.first?.waiting == 1 }
        router.server.leave(.replaced(router.settings))
        // The loops that have nothing are over.
        while router.server.loopsLeft > 1 { sched_yield() }
        try router.serve([backend.target("a")])
        #expect(peer.takeResponse()?.text == "up")
    }

    @Test func `turns the access log over when it is large`() throws {
        let router = try TestRouter { $0.accessLogBytesMax = 1000 }
        try router.serve([])
        for _ in 1...20 { _ = try router.get(host: "nobody.test") }
        router.stop()
        #expect(Files.exists(router.root.routerLog + ".1") || (Files.status(router.root.routerLog)?.st_size ?? 0) == 0)
    }

    private func withThreads(
        _ count: Int,
        _ work: @escaping @Sendable (Int) -> Void,
        during body: () throws -> Void
    ) throws {
        let threads = try (0..<count).map { number in try BackgroundThread("client") { work(number) } }
        defer { for thread in threads { thread.join() } }
        try body()
    }
}
