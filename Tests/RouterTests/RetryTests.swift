import Linux
import Model
import Testing

@testable import Router

/// A request is sent again only where no dyno can have seen a byte of it.
@Suite("Sending again") struct RetryTests {
    /// Closes the connection that carries a second request without a word, having read it.
    private static func closingTheSecond() throws -> Backend {
        try Backend { peer, backend in
            guard let first = peer.takeRequest() else { return }
            backend.note(first)
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx")
            guard let second = peer.takeRequest() else { return }
            backend.note(second)
        }
    }

    @Test(arguments: ["GET", "PUT", "DELETE", "POST"])
    func `a request that a dyno has in its hands when it closes is not sent again`(method: String) throws {
        let backend = try Self.closingTheSecond()
        defer { backend.stop() }
        let router = try TestRouter { $0.loops = 1 }
        try router.serve([backend.target("a")])
        let peer = try router.client()
        let body = method == "GET" ? "" : "abc"
        for (path, status) in [("/first", 200), ("/second", 503)] {
            peer.write("\(method) \(path) HTTP/1.1\r\nHost: myapp.test\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
            #expect(peer.takeResponse()?.status == status)
        }
        #expect(backend.connections == 1)
        #expect(backend.requests.map(\.start) == ["\(method) /first HTTP/1.1", "\(method) /second HTTP/1.1"])
        let line = try #require(try router.log().last)
        #expect(line.contains("code=H13 desc=\"Connection closed without response\"") && line.contains("path=\"/second\""))
    }

    @Test(arguments: [
        ("Keep-Alive: timeout=5\r\n", 4000), ("Keep-Alive: max=10, timeout=30\r\n", 29_000), ("keep-alive: Timeout=1\r\n", 0),
        ("Keep-Alive: timeout=100000000000\r\n", 90_000), ("Keep-Alive: timeout=x\r\n", 1000), ("Keep-Alive: max=5\r\n", 1000), ("", 1000),
    ])
    func `a connection waits a second less than the dyno promises, and a second where it promises nothing`(
        header: String,
        milliseconds: Int
    ) throws {
        var head = ResponseHead(headersMax: 10)
        let bytes = Array("HTTP/1.1 200 OK\r\n\(header)Content-Length: 0\r\n\r\n".utf8)
        try head.read(bytes, 0..<bytes.count)
        #expect(head.idleMilliseconds(RouterSettings()) == milliseconds)
    }

    @Test func `a dyno that keeps connections for no time gets a new one for each request`() throws {
        let backend = try Backend { peer, backend in
            while let request = peer.takeRequest() {
                backend.note(request)
                peer.write("HTTP/1.1 200 OK\r\nKeep-Alive: timeout=1\r\nContent-Length: 0\r\n\r\n")
            }
        }
        defer { backend.stop() }
        let router = try TestRouter { $0.loops = 1 }
        try router.serve([backend.target("a")])
        for _ in 1...5 { #expect(try router.get().status == 200) }
        #expect(backend.connections == 5)
    }

    /// The dyno is the one who waits: the router ends the connection, before the dyno's own limit may.
    @Test func `a connection that nobody uses is closed when its time is over, and the next request gets another`() throws {
        let closed = try Gate()
        let backend = try Backend { peer, backend in
            while let request = peer.takeRequest() {
                backend.note(request)
                peer.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
            }
            if peer.isEnded { closed.open() }
        }
        defer { backend.stop() }
        let router = try TestRouter { settings in
            settings.loops = 1
            settings.dynoIdleMilliseconds = 50
        }
        try router.serve([backend.target("a")])
        let began = Moment.monotonicMilliseconds()
        #expect(try router.get().status == 200)
        closed.wait()
        let waited = Moment.monotonicMilliseconds() - began
        #expect((50..<20_000).contains(waited), "\(waited) ms")
        #expect(try router.get().status == 200)
        #expect(backend.connections == 2)
    }
}
