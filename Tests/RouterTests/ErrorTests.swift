import Glibc
import Model
import Testing

@testable import Router

@Suite("Errors") struct ErrorTests {
    /// Takes one request and never answers.
    private static func silent(after text: String = "") throws -> Backend {
        try Backend { peer, backend in
            guard let request = peer.takeRequest() else { return }
            backend.note(request)
            peer.write(text)
            _ = peer.takeRest()
        }
    }

    /// A port at which nobody listens.
    private static func closedPort() throws -> UInt16 {
        let backend = try Backend.answering("")
        defer { backend.stop() }
        return backend.port
    }

    private func expectJSON(_ router: TestRouter, _ code: String) throws {
        let json = try router.get(headers: "Accept: application/json\r\n")
        #expect(json["content-type"] == "application/json" && json.text.hasPrefix("{\"id\":\"\(code)\""), "\(json.text)")
    }

    private func expectLine(_ router: TestRouter, _ parts: String...) throws {
        let lines = try router.log()
        #expect(lines.contains { line in parts.allSatisfy { line.contains($0) } }, "\(lines)")
    }

    @Test(arguments: [
        (RouteTable.Phase.crashed, false, "H10", 503, "error"), (.noWeb, false, "H14", 503, "error"),
        (.blank, false, "H81", 502, "info"), (.up, true, "H80", 503, "info"),
    ])
    func `says why an app has nothing to answer`(
        phase: RouteTable.Phase,
        maintenance: Bool,
        code: String,
        status: Int,
        level: String
    ) throws {
        let router = try TestRouter()
        try router.serve([], phase: phase, maintenance: maintenance)
        let page = try router.get()
        #expect(page.status == status)
        #expect(page.text.contains(code) && page.text.contains("<html"))
        let json = try router.get(headers: "Accept: application/json\r\n")
        #expect(json["content-type"] == "application/json" && json.text.contains("\"id\":\"\(code)\""))
        try expectLine(
            router,
            "\tmyapp\tat=\(level) code=\(code) desc=\"",
            " dyno= connect= service= status=\(status) bytes= protocol=http"
        )
    }

    @Test func `tells no dynos of web from no process type web`() throws {
        let router = try TestRouter()
        for (lacksWeb, words) in [(false, "web=1"), (true, "This app has no web process")] {
            _ = try router.serve([RouteTable.App(name: "myapp", hosts: ["myapp.test"], phase: .noWeb, lacksWeb: lacksWeb)])
            let page = try router.get()
            #expect(page.status == 503 && page.text.contains("H14") && page.text.contains(words), "\(page.text)")
        }
    }

    @Test func `says that there is no app at an unknown host`() throws {
        let router = try TestRouter()
        try router.serve([])
        let page = try router.get(host: "nobody.test")
        #expect(page.status == 404)
        #expect(page.text.contains("No such app"))
        try expectLine(router, "\t-\tat=info method=GET path=\"/\" host=nobody.test", "status=404")
    }

    @Test func `says H99 while there are no routes`() throws {
        let router = try TestRouter()
        #expect(try router.get().status == 503)
        try expectJSON(router, "H99")
        try expectLine(router, "at=error code=H99 desc=\"Platform error\"", "dyno= connect= service= status=503 bytes= ")
    }

    @Test func `tries another dyno where one refuses, and sets the first aside`() throws {
        let backend = try Backend.answering("x")
        defer { backend.stop() }
        let router = try TestRouter { $0.loops = 1 }
        let closed = RouteTable.Backend(id: "b", name: "web.2", address: "127.0.0.1", port: try Self.closedPort())
        try router.serve([closed, backend.target("a")])
        for _ in 1...50 { #expect(try router.get().status == 200) }
        #expect(backend.requests.count == 50)
    }

    @Test func `says H21 when all dynos refuse`() throws {
        let router = try TestRouter()
        let port = try Self.closedPort()
        try router.serve((1...3).map { .init(id: "d\($0)", name: "web.\($0)", address: "127.0.0.1", port: port) })
        #expect(try router.get().status == 503)
        try expectJSON(router, "H21")
        try expectLine(router, "at=error code=H21 desc=\"Backend connection refused\"", "dyno=web.")
    }

    @Test func `says H19 when a connection is not made in time`() throws {
        // A listener whose queue is full does not answer further connections.
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(listener) }
        var address = Peer.loopback(0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                guard bind(listener, $0, length) == 0, listen(listener, 0) == 0 else { return }
                getsockname(listener, $0, &length)
            }
        }
        let port = UInt16(bigEndian: address.sin_port)
        let filler = try Peer.connect(to: port)
        let router = try TestRouter { $0.connectMilliseconds = 200 }
        try router.serve([.init(id: "a", name: "web.1", address: "127.0.0.1", port: port)])
        #expect(try router.get().status == 503)
        try expectJSON(router, "H19")
        _ = filler
        try expectLine(router, "at=error code=H19 desc=\"Backend connection timeout\"", "dyno=web.1 connect=2")
    }

    @Test func `says H12 when no answer begins in time`() throws {
        let backend = try Self.silent()
        defer { backend.stop() }
        let router = try TestRouter { $0.firstByteMilliseconds = 150 }
        try router.serve([backend.target("a")])
        let page = try router.get()
        #expect(page.status == 503 && page.text.contains("H12"))
        try expectJSON(router, "H12")
        try expectLine(
            router,
            "at=error code=H12 desc=\"Request timeout\" method=GET",
            "dyno=web.1",
            "status=503 bytes=0 "
        )
    }

    @Test func `cuts an answer that falls silent: H15`() throws {
        let backend = try Self.silent(after: "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")
        defer { backend.stop() }
        let router = try TestRouter { $0.idleMilliseconds = 150 }
        try router.serve([backend.target("a")])
        #expect(try router.get().isWhole == false)
        try expectLine(router, "code=H15 desc=\"Idle connection\"", "status=503 bytes=3")
    }

    @Test func `closes on a client that stops sending: H28`() throws {
        let backend = try Self.silent()
        defer { backend.stop() }
        let router = try TestRouter { $0.idleMilliseconds = 150 }
        try router.serve([backend.target("a")])
        let peer = try router.client()
        peer.write("POST / HTTP/1.1\r\nHost: myapp.test\r\nContent-Length: 10\r\n\r\nabc")
        #expect(peer.takeRest().isEmpty)
        try expectLine(router, "at=warning code=H28 desc=\"Client Connection Idle\"", "status=499")
    }

    @Test(arguments: [
        ("", "H13", 503), ("HTTP/1.1 200", "H18", 503), ("nonsense\r\n\r\n", "H17", 503),
        ("HTTP/1.1 200 OK\r\nBad Header: x\r\n\r\n", "H17", 503),
        ("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", "H25", 502),
        ("HTTP/1.1 101 Switching Protocols\r\n\r\n", "H17", 503),
        ("HTTP/1.1 200 OK\r\nX: \(String(repeating: "x", count: 70_000))\r\n\r\n", "H25", 502),
        ("HTTP/1.1 200 \(String(repeating: "x", count: 9_000))\r\n\r\n", "H25", 502),
        ("HTTP/1.1 200 OK\r\nSet-Cookie: a=\(String(repeating: "x", count: 8_191))\r\n\r\n", "H25", 502),
    ])
    func `answers for a dyno whose answer is none`(answer: String, code: String, status: Int) throws {
        let backend = try Backend.raw(answer)
        defer { backend.stop() }
        let router = try TestRouter()
        try router.serve([backend.target("a")])
        let page = try router.get()
        #expect(page.status == status)
        #expect(page.text.contains(code))
        try expectJSON(router, code)
        try expectLine(router, "at=error code=\(code) desc=", "dyno=web.1", "status=\(status) bytes=0 ")
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
    ])
    func `never lets a cut answer pass for a whole one: H18`(answer: String) throws {
        let backend = try Backend.raw(answer)
        defer { backend.stop() }
        let router = try TestRouter()
        try router.serve([backend.target("a")])
        #expect(try router.get().isWhole == false)
        try expectLine(router, "code=H18 desc=\"Server Request Interrupted\" sock=backend", "bytes=3")
    }

    @Test func `notices a client that is gone: H27`() throws {
        let backend = try Self.silent()
        defer { backend.stop() }
        let router = try TestRouter()
        try router.serve([backend.target("a")])
        do {
            let peer = try router.client()
            peer.write("GET /gone HTTP/1.1\r\nHost: myapp.test\r\n\r\n")
            // Closed only when the dyno has the request.
            while backend.requests.isEmpty { sched_yield() }
        }
        // The dyno's connection is closed then, which ends its script.
        backend.stop()
        try expectLine(
            router,
            "at=warning code=H27 desc=\"Client Request Interrupted\" sock=client",
            "path=\"/gone\"",
            "status=499"
        )
    }

    @Test func `refuses connections over the limit with H22`() throws {
        let router = try TestRouter { $0.connectionsMax = 1 }
        try router.serve([])
        let first = try router.client()
        first.write("GET / HTTP/1.1\r\nHost: nobody.test\r\n\r\n")
        #expect(first.takeResponse()?.status == 404)
        let second = try router.client()
        #expect(second.takeResponse()?.text.contains("H22") == true)
        let end = "method= path= host= request_id= fwd=\"127.0.0.1\" dyno= connect= service= status=503 bytes= protocol=http"
        try expectLine(router, "\t-\tat=error code=H22 desc=\"Connection limit reached\" \(end)")
    }

    @Test func `refuses a bad chunk in the middle of a body`() throws {
        let backend = try Backend.echoing()
        defer { backend.stop() }
        let router = try TestRouter()
        try router.serve([backend.target("a")])
        let peer = try router.client()
        peer.write("POST / HTTP/1.1\r\nHost: myapp.test\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcX")
        #expect(peer.takeResponse()?.status == 400)
        try expectLine(router, "code=H26 desc=\"Request Error\" cause=\"bad chunk\"")
    }
}
