import Linux
import Model
import Testing

@testable import Router

@Suite("HTTP/2") struct HTTP2Tests {
    @Test func `is spoken by prior knowledge without TLS`() throws {
        let backend = try Backend.answering("hello")
        defer { backend.stop() }
        let router = try TestRouter()
        try router.serve([backend.target("a")])
        let url = "http://myapp.test:\(router.port)/path?query"
        let outcome = try Command(
            "/usr/bin/curl",
            [
                "-sS", "-m", "20", "--http2-prior-knowledge", "--resolve", "myapp.test:\(router.port):127.0.0.1", "-b",
                "one=1; two=2", "-w", " %{http_code} %{http_version}", url,
            ]
        ).run()
        #expect(outcome.text == "hello 200 2")
        let request = try #require(backend.requests.first)
        #expect(request.start == "GET /path?query HTTP/1.1")
        #expect(request.all("cookie") == ["one=1; two=2"])
        #expect(request["x-forwarded-proto"] == "http")
        let log = try router.log()
        #expect(log.contains { $0.contains("path=\"/path?query\"") && $0.hasSuffix("protocol=http2.0") }, "\(log)")
    }

    @Test(arguments: [(1, 1), (4, 32), (2, 100)])
    func `many requests at a time are all answered`(_ clients: Int, _ streams: Int) throws {
        let backend = try Backend.answering(String(repeating: "x", count: 20_000))
        defer { backend.stop() }
        let secure = try SecureRouter()
        try secure.add(["myapp.test"])
        try secure.serve([backend.target("a")])
        let outcome = try Command(
            "/usr/bin/h2load",
            [
                "-n", "2000", "-c", "\(clients)", "-m", "\(streams)", "-H", ":authority: myapp.test", "--connect-to",
                "127.0.0.1:\(secure.port)", "https://myapp.test:\(secure.port)/",
            ]
        ).run()
        #expect(outcome.text.contains("2000 succeeded, 0 failed, 0 errored, 0 timeout"), "\(outcome.text)")
        #expect(outcome.text.contains("status codes: 2000 2xx"), "\(outcome.text)")
    }

    @Test func `an error of ours is a page, and the connection goes on`() throws {
        let backend = try Backend.answering("hello")
        defer { backend.stop() }
        let secure = try SecureRouter()
        try secure.add(["myapp.test", "nobody.test"])
        try secure.serve([backend.target("a")])
        let outcome = try secure.curl(
            [
                "--http2", "--resolve", "nobody.test:\(secure.port):127.0.0.1", "-w", " %{http_code}\n", "-H",
                "Accept: application/json", "https://nobody.test:\(secure.port)/",
            ]
        )
        #expect(outcome.text.contains("no_such_app") && outcome.text.contains(" 404\nhello 200\n"), "\(outcome.text)")
    }

    @Test func `heads, empty answers and informational ones keep their form`() throws {
        let backend = try Backend { peer, _ in
            while let request = peer.takeRequest() {
                if request.start.contains("/hints") { peer.write("HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n") }
                if request.start.contains("/empty") {
                    peer.write("HTTP/1.1 204 No Content\r\nX-Kept: yes\r\n\r\n")
                } else if request.start.hasPrefix("HEAD") {
                    peer.write("HTTP/1.1 200 OK\r\nContent-Length: 12345\r\n\r\n")
                } else {
                    peer.write(
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nKeep-Alive: timeout=5\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"
                    )
                }
            }
        }
        defer { backend.stop() }
        let secure = try SecureRouter()
        try secure.add(["myapp.test"])
        try secure.serve([backend.target("a")])
        let head = try secure.curl(["--http2", "-I"]).text
        #expect(head.contains("HTTP/2 200") && head.contains("content-length: 12345"), "\(head)")
        let empty = try secure.curl(["--http2", "-i"], path: "/empty").text
        #expect(empty.contains("HTTP/2 204") && empty.contains("x-kept: yes"), "\(empty)")
        let hints = try secure.curl(["--http2", "-i"], path: "/hints").text
        #expect(hints.contains("HTTP/2 103") && hints.contains("link: </a.css>") && hints.hasSuffix("abcde"), "\(hints)")
        #expect(!hints.contains("keep-alive") && !hints.contains("transfer-encoding"), "\(hints)")
    }

    @Test func `an answer that breaks off is a reset of its stream alone`() throws {
        let backend = try Backend { peer, _ in
            while let request = peer.takeRequest() {
                guard request.start.contains("/cut") else {
                    peer.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")
                    continue
                }
                peer.write("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhello")
                return
            }
        }
        defer { backend.stop() }
        let secure = try SecureRouter()
        try secure.add(["myapp.test"])
        try secure.serve([backend.target("a")])
        let cut = try secure.curl(["--http2"], path: "/cut")
        #expect(cut.text.contains("(92)"), "\(cut.text)")
        #expect(try secure.curl(["--http2"]).text == "hello")
        let log = try secure.router.log()
        #expect(log.contains { $0.contains("code=H18") && $0.contains("sock=backend") }, "\(log)")
    }

    @Test func `a client that resets its stream is gone, and only it`() throws {
        let gate = try Gate()
        let backend = try Backend { peer, _ in
            guard let request = peer.takeRequest() else { return }
            guard request.start.contains("/slow") else { return peer.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok") }
            gate.wait()
            // The router lets go of the dyno with its client.
            _ = peer.more()
        }
        defer { backend.stop() }
        let router = try TestRouter()
        try router.serve([backend.target("a")])
        let client = try HTTP2Client(router)
        client.request(1, "/slow")
        gate.waitForWaiter()
        gate.open()
        client.reset(1)
        client.request(3, "/")
        #expect(client.takeData(of: 3) == Array("ok".utf8))
        let log = try router.log()
        #expect(log.contains { $0.contains("code=H27") && $0.contains("path=\"/slow\"") }, "\(log)")
        #expect(log.contains { $0.contains("path=\"/\"") && $0.contains("status=200") }, "\(log)")
    }

    @Test func `a slow reader holds a bounded piece of an answer`() throws {
        let size = 8_000_000
        let backend = try Backend { peer, backend in
            while let request = peer.takeRequest() {
                backend.note(request)
                peer.write("HTTP/1.1 200 OK\r\nContent-Length: \(size)\r\n\r\n")
                peer.write([UInt8](repeating: 120, count: size))
            }
        }
        defer { backend.stop() }
        let router = try TestRouter()
        try router.serve([backend.target("a")])
        let client = try HTTP2Client(router)
        client.request(1, "/")
        // Its window is full; another stream of the same connection is not held up by that.
        var first = client.take(65_535, of: 1)
        client.update(0, by: 1 << 30)
        client.request(3, "/")
        client.update(3, by: 1 << 30)
        #expect(client.take(size, of: 3) == size)
        client.update(1, by: 1 << 30)
        first += client.take(size - first, of: 1)
        #expect(first == size)
    }

    /// What has come is passed on at once, however much of it there is: the client may send more only when it has moved on.
    @Test func `no part of an upload waits for the next one`() throws {
        let backend = try Backend { peer, _ in
            guard peer.takeHead() != nil else { return }
            var count = 0
            while count < 64_000, let line = peer.takeLine(), let size = Int(line, radix: 16), peer.take(size + 2) != nil { count += size }
            peer.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n\(count)")
        }
        defer { backend.stop() }
        let router = try TestRouter()
        try router.serve([backend.target("a")])
        let client = try HTTP2Client(router)
        var fields = client.fields("/")
        fields[0].1 = "POST"
        // Small pieces, whose framing as chunks makes more of them than one buffer holds.
        let pieces = (0..<640).flatMap { _ in HTTP2Client.frame(0, 0, 1, [UInt8](repeating: 120, count: 100)) }
        client.write(HTTP2Client.frame(1, 4, 1, HTTP2Client.block(fields)) + pieces)
        #expect(client.takeData(of: 1) == Array("64000".utf8))
    }

    @Test(arguments: Flood.allCases)
    func `a client that wastes the router's time is sent away`(_ flood: Flood) throws {
        let backend = try Backend.answering("hello")
        defer { backend.stop() }
        let router = try TestRouter()
        try router.serve([backend.target("a")])
        let client = try HTTP2Client(router)
        client.flood(flood, times: 20_000)
        _ = client.takeGoodbye()
        #expect(client.isClosed)
        #expect(try router.get().text == "hello")
    }

    @Test(arguments: BadHead.allCases)
    func `a malformed head gets no dyno`(_ head: BadHead) throws {
        let backend = try Backend.answering("hello")
        defer { backend.stop() }
        let router = try TestRouter()
        try router.serve([backend.target("a")])
        let client = try HTTP2Client(router)
        client.request(1, fields: head.fields)
        #expect(client.isRefused(1))
        #expect(backend.requests.isEmpty)
    }

    @Test func `the router's end lets what is under way finish`() throws {
        let gate = try Gate()
        let backend = try Backend { peer, _ in
            guard peer.takeRequest() != nil else { return }
            gate.wait()
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        }
        defer { backend.stop() }
        let router = try TestRouter()
        try router.serve([backend.target("a")])
        let client = try HTTP2Client(router)
        client.request(1, "/")
        gate.waitForWaiter()
        let server = router.server
        let stopping = try BackgroundThread("stop") { server.stop(graceMilliseconds: 10_000) }
        #expect(client.takeGoodbye(closing: false))
        gate.open()
        #expect(client.takeData(of: 1) == Array("ok".utf8))
        stopping.join()
    }
}
