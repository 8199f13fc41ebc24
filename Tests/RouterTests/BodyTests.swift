import Model
import Testing

@testable import Router

@Suite("Bodies") struct BodyTests {
    private static let large = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7 >> 3) }

    @Test func `carries megabytes both ways`() throws {
        let backend = try Backend.echoing()
        defer { backend.stop() }
        let router = try TestRouter()
        try router.serve([backend.target("a")])
        let peer = try router.client()
        for _ in 1...2 {
            peer.write("PUT / HTTP/1.1\r\nHost: myapp.test\r\nContent-Length: \(Self.large.count)\r\n\r\n")
            peer.write(Self.large)
            #expect(peer.takeResponse()?.body == Self.large)
        }
        #expect(backend.connections == 1)
    }

    @Test func `restates chunks both ways, with trailers and without extensions`() throws {
        let backend = try Backend { peer, backend in
            while let request = peer.takeRequest() {
                backend.note(request)
                peer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
                peer.write(String(request.body.count, radix: 16) + ";a=b\r\n")
                peer.write(request.body)
                peer.write("\r\n0\r\nX-Sum: 7\r\n\r\n")
            }
        }
        defer { backend.stop() }
        let router = try TestRouter()
        try router.serve([backend.target("a")])
        let peer = try router.client()
        for _ in 1...2 {
            peer.write("POST / HTTP/1.1\r\nHost: myapp.test\r\nTransfer-Encoding: Chunked\r\n\r\n3;x=\"y\"\r\nabc\r\n")
            peer.write("00000A\r\n0123456789\r\n0\r\nX-T: 1\r\nContent-Length: 9\r\n\r\n")
            let answer = try #require(peer.takeResponse())
            #expect(answer.text == "abc0123456789")
            #expect(answer.trailers == ["X-Sum: 7"])
        }
        #expect(backend.requests.last?.trailers == ["X-T: 1"])
        #expect(backend.requests.last?.all("transfer-encoding") == ["chunked"])
        #expect(backend.connections == 1)
    }

    @Test func `carries large chunked bodies to HTTP/1.1 and bare to HTTP/1.0`() throws {
        let backend = try Backend { peer, backend in
            while let request = peer.takeRequest() {
                backend.note(request)
                peer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
                for start in stride(from: 0, to: Self.large.count, by: 100_000) {
                    peer.write(String(100_000, radix: 16) + "\r\n")
                    peer.write(Array(Self.large[start..<start + 100_000]))
                    peer.write("\r\n")
                }
                peer.write("0\r\n\r\n")
            }
        }
        defer { backend.stop() }
        let router = try TestRouter()
        try router.serve([backend.target("a")])
        #expect(try router.get().body == Self.large)
        let old = try router.client()
        old.write("GET / HTTP/1.0\r\nHost: myapp.test\r\n\r\n")
        #expect(old.takeResponse()?.body == Self.large)
    }

    @Test func `passes a stream on as it comes`() throws {
        let backend = try Backend { peer, backend in
            guard let request = peer.takeHead() else { return }
            backend.note(request)
            peer.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: 1\n")
            // The second event goes out only when the client has the first.
            guard peer.take(2) != nil else { return }
            peer.write("data: 2\n")
        }
        defer { backend.stop() }
        let router = try TestRouter()
        try router.serve([backend.target("a")])
        let peer = try router.client()
        peer.write("POST / HTTP/1.1\r\nHost: myapp.test\r\nContent-Length: 2\r\n\r\n")
        #expect(peer.takeHead()?.status == 200)
        #expect(peer.takeLine() == "8")
        #expect(peer.takeLine() == "data: 1")
        peer.write("go")
        for line in ["", "8", "data: 2", "", "0", ""] { #expect(peer.takeLine() == line) }
    }

    @Test func `waits for a reader that is slow`() throws {
        let backend = try Backend { peer, backend in
            guard let request = peer.takeRequest() else { return }
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: \(Self.large.count * 13)\r\n\r\n")
            for _ in 1...13 { peer.write(Self.large) }
            backend.note(request)
        }
        defer { backend.stop() }
        let router = try TestRouter()
        try router.serve([backend.target("a")])
        // More than the kernel keeps for two sockets.
        let peer = try router.client(receiveBytes: 4096)
        peer.write("GET / HTTP/1.1\r\nHost: myapp.test\r\n\r\n")
        #expect(peer.takeHead()?.status == 200)
        // Another client is served while this one does not read.
        #expect(try router.get(host: "nobody.test").status == 404)
        #expect(backend.requests.isEmpty)
        for _ in 1...13 { #expect(peer.take(Self.large.count) == Self.large) }
    }

    @Test func `gives the answer of a dyno that did not read the request's body`() throws {
        let backend = try Backend { peer, backend in
            guard let request = peer.takeHead() else { return }
            backend.note(request)
            peer.write("HTTP/1.1 413 Content Too Large\r\nContent-Length: 3\r\nConnection: close\r\n\r\nbig")
            peer.shutWriting()
            _ = peer.takeRest()
        }
        defer { backend.stop() }
        let router = try TestRouter()
        try router.serve([backend.target("a")])
        let peer = try router.client()
        peer.write("POST / HTTP/1.1\r\nHost: myapp.test\r\nContent-Length: 100000000\r\n\r\nabc")
        let answer = try #require(peer.takeResponse())
        #expect(answer.status == 413)
        #expect(answer.text == "big")
        #expect(peer.takeRest().isEmpty)
    }

    @Test func `gives no body with 204 and 304 whatever the dyno's headers say`() throws {
        let backend = try Backend { peer, _ in
            while let request = peer.takeRequest() {
                let status = request.start.contains("/304") ? "304 Not Modified" : "204 No Content"
                peer.write("HTTP/1.1 \(status)\r\nContent-Length: 10\r\n\r\n")
            }
        }
        defer { backend.stop() }
        let router = try TestRouter()
        try router.serve([backend.target("a")])
        let peer = try router.client()
        for (path, length) in [("/304", "10"), ("/204", nil), ("/304", "10")] {
            peer.write("GET \(path) HTTP/1.1\r\nHost: myapp.test\r\n\r\n")
            let answer = try #require(peer.takeResponse())
            #expect("/\(answer.status)" == path)
            #expect(answer["content-length"] == length)
        }
    }
}
