import Model
import Testing

@testable import Router

@Suite("Forwarding") struct ForwardingTests {
    @Test func `passes a request and its answer, with our headers and without those of the hop`() throws {
        let backend = try Backend.answering("hello")
        defer { backend.stop() }
        let router = try TestRouter()
        try router.serve([backend.target("a")])
        let peer = try router.client()
        peer.write(
            "GET /x?y=1 HTTP/1.1\r\nHost: MyApp.Test.:\(router.port)\r\nConnection: keep-alive, X-Secret\r\nX-Secret: 1\r\n"
                + "Keep-Alive: 5\r\nTE: trailers\r\nProxy-Authorization: x\r\nX-Forwarded-For: 6.6.6.6\r\nX-Own: v\r\n"
                + "Via: 1.1 edge\r\n\r\n"
        )
        let answer = try #require(peer.takeResponse())
        #expect(answer.status == 200)
        #expect(answer.text == "hello")
        #expect(answer.all("via") == ["1.1 renga"])
        let request = try #require(backend.requests.first)
        #expect(request.start == "GET /x?y=1 HTTP/1.1")
        #expect(request.all("host") == ["MyApp.Test.:\(router.port)"])
        #expect(request.all("x-forwarded-for") == ["127.0.0.1"])
        #expect(request.all("x-forwarded-proto") == ["http"])
        #expect(request.all("x-forwarded-port") == ["\(router.port)"])
        #expect(request.all("via") == ["1.1 edge", "1.1 renga"])
        #expect(request["x-own"] == "v")
        #expect(request["x-request-id"]?.count == 36)
        #expect((request["x-request-start"].flatMap(Int.init) ?? 0) > 1_700_000_000_000)
        for name in ["connection", "x-secret", "keep-alive", "te", "proxy-authorization"] {
            #expect(request[name] == nil)
        }
    }

    @Test func `believes forwarded addresses of a trusted peer and keeps a valid request id`() throws {
        let backend = try Backend.answering("x")
        defer { backend.stop() }
        let router = try TestRouter { $0.trustedPeers = ["127.0.0.1"] }
        try router.serve([backend.target("a")])
        let id = "0123456789-abcdefghij"
        _ = try router.get(
            headers:
                "X-Forwarded-For: 9.9.9.9\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Port: 443\r\nX-Request-Id: \(id)\r\n"
        )
        let request = try #require(backend.requests.first)
        #expect(request.all("x-forwarded-for") == ["9.9.9.9, 127.0.0.1"])
        #expect(request.all("x-forwarded-proto") == ["https"])
        #expect(request.all("x-forwarded-port") == ["443"])
        #expect(request.all("x-request-id") == [id])
    }

    private static let claims =
        "X-Forwarded-Host: evil\r\nForwarded: for=6.6.6.6;host=evil\r\nX-Real-IP: 6.6.6.6\r\nx-forwarded-server: evil\r\n"
        + "X-Forwarded-Prefix: /evil\r\nX-Original-URL: /admin\r\nX-Rewrite-URL: /admin\r\nTrue-Client-IP: 6.6.6.6\r\n"
        + "CF-Connecting-IP: 6.6.6.6\r\nX-Client-IP: 6.6.6.6\r\nX-FORWARDED-ANYTHING: evil\r\nX-Forwarded-User: root\r\n"
        + "X-Remote-User: root\r\n"
    private static let names = [
        "x-forwarded-host", "forwarded", "x-real-ip", "x-forwarded-server", "x-forwarded-prefix", "x-original-url", "x-rewrite-url",
        "true-client-ip", "cf-connecting-ip", "x-client-ip", "x-forwarded-anything", "x-forwarded-user", "x-remote-user",
    ]
    private static let others = "X-Forwarder: kept\r\nX-Forward: kept\r\nForwards: kept\r\nX-Proxy: kept\r\nX-Own_Name: kept\r\n"
    private static let lookalikes = "X_Forwarded_Host: evil\r\nX_REAL_IP: 6.6.6.6\r\nX_Forwarded_Anything: evil\r\n"

    @Test(arguments: [false, true])
    func `who a client is and what it asked for is said by trusted peers alone, and a proxy by nobody`(isTrusted: Bool) throws {
        let backend = try Backend.answering("x")
        defer { backend.stop() }
        let router = try TestRouter { $0.trustedPeers = isTrusted ? ["127.0.0.1"] : [] }
        try router.serve([backend.target("a")])
        _ = try router.get(headers: Self.claims + Self.others + Self.lookalikes + "Proxy: http://evil:1\r\nPROXY: http://evil:2\r\n")
        let request = try #require(backend.requests.first)
        for name in Self.names { #expect((request[name] != nil) == isTrusted, "\(name)") }
        for name in ["x-forwarder", "x-forward", "forwards", "x-proxy", "x-own_name"] { #expect(request[name] == "kept", "\(name)") }
        for name in ["proxy", "x_forwarded_host", "x_real_ip", "x_forwarded_anything"] { #expect(request[name] == nil, "\(name)") }
        #expect(request.all("x-forwarded-for") == ["127.0.0.1"])
    }

    @Test func `a name that is a claim is one in HTTP/2 as well`() throws {
        let backend = try Backend.answering("x")
        defer { backend.stop() }
        let router = try TestRouter()
        try router.serve([backend.target("a")])
        let client = try HTTP2Client(router)
        client.request(1, fields: client.fields("/") + Self.names.map { ($0, "evil") } + [("proxy", "evil"), ("x-own", "kept")])
        #expect(client.takeData(of: 1) != nil)
        let request = try #require(backend.requests.first)
        for name in Self.names + ["proxy"] { #expect(request[name] == nil, "\(name)") }
        #expect(request["x-own"] == "kept")
    }

    @Test func `takes a head byte by byte`() throws {
        let backend = try Backend.echoing()
        defer { backend.stop() }
        let router = try TestRouter()
        try router.serve([backend.target("a")])
        let peer = try router.client()
        for byte in "\r\nPOST / HTTP/1.1\r\nHost: myapp.test\r\nContent-Length: 3\r\n\r\nabc".utf8 {
            peer.write([byte])
        }
        #expect(peer.takeResponse()?.text == "abc")
    }

    @Test func `answers pipelined requests in order, over one connection to the dyno`() throws {
        let backend = try Backend { peer, backend in
            while let request = peer.takeRequest() {
                backend.note(request)
                let path = request.start.split(separator: " ")[1]
                peer.write("HTTP/1.1 200 OK\r\nContent-Length: \(path.utf8.count)\r\n\r\n\(path)")
            }
        }
        defer { backend.stop() }
        let router = try TestRouter()
        try router.serve([backend.target("a")])
        let peer = try router.client()
        peer.write((1...200).map { "GET /\($0) HTTP/1.1\r\nHost: myapp.test\r\n\r\n" }.joined())
        for number in 1...200 { #expect(peer.takeResponse()?.text == "/\(number)") }
        #expect(backend.connections == 1)
    }

    @Test func `answers many pipelined requests that never reach a dyno`() throws {
        let router = try TestRouter()
        try router.serve([])
        let peer = try router.client()
        peer.write(String(repeating: "HEAD / HTTP/1.1\r\nHost: nobody.test\r\n\r\n", count: 2000))
        for _ in 1...2000 { try #require(peer.takeResponse(toHead: true)?.status == 404) }
    }

    @Test func `keeps connections to clients and dynos alive`() throws {
        let backend = try Backend.answering("x")
        defer { backend.stop() }
        let router = try TestRouter { $0.loops = 1 }
        try router.serve([backend.target("a")])
        for _ in 1...5 {
            let peer = try router.client()
            for _ in 1...5 {
                peer.write("GET / HTTP/1.1\r\nHost: myapp.test\r\n\r\n")
                #expect(peer.takeResponse()?.status == 200)
            }
        }
        #expect(backend.connections == 1)
        #expect(backend.requests.count == 25)
    }

    @Test func `closes after an answer to HTTP/1.0 and where the client asks for it`() throws {
        let backend = try Backend.raw("HTTP/1.1 200 OK\r\n\r\nuntil the end")
        defer { backend.stop() }
        let router = try TestRouter()
        try router.serve([backend.target("a")])
        let old = try router.client()
        old.write("GET / HTTP/1.0\r\nHost: myapp.test\r\n\r\n")
        let answer = try #require(old.takeResponse())
        #expect(answer.text == "until the end")
        #expect(answer["transfer-encoding"] == nil)
        let new = try router.client()
        new.write("GET / HTTP/1.1\r\nHost: myapp.test\r\nConnection: close\r\n\r\n")
        let second = try #require(new.takeResponse())
        #expect(second.text == "until the end")
        #expect(second["transfer-encoding"] == "chunked")
        #expect(second["connection"] == "close")
        #expect(new.takeRest().isEmpty)
    }

    @Test func `answers HEAD without a body and keeps its length`() throws {
        let backend = try Backend.answering("hello")
        defer { backend.stop() }
        let router = try TestRouter()
        try router.serve([backend.target("a")])
        let peer = try router.client()
        for _ in 1...2 {
            peer.write("HEAD / HTTP/1.1\r\nHost: myapp.test\r\n\r\n")
            #expect(peer.takeResponse(toHead: true)?["content-length"] == "5")
        }
        peer.write("GET / HTTP/1.1\r\nHost: myapp.test\r\n\r\n")
        #expect(peer.takeResponse()?.text == "hello")
    }

    @Test func `passes 103 on and answers Expect itself`() throws {
        let backend = try Backend { peer, backend in
            while let request = peer.takeRequest() {
                backend.note(request)
                peer.write("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n")
                peer.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
            }
        }
        defer { backend.stop() }
        let router = try TestRouter()
        try router.serve([backend.target("a")])
        let peer = try router.client()
        peer.write("POST / HTTP/1.1\r\nHost: myapp.test\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n")
        #expect(peer.takeResponse()?.status == 100)
        peer.write("body")
        let hints = try #require(peer.takeResponse())
        #expect(hints.status == 103)
        #expect(hints["link"] == "</a>")
        #expect(peer.takeResponse()?.text == "ok")
        #expect(backend.requests.first?["expect"] == nil)
        #expect(try router.get(headers: "Expect: wonders\r\n").status == 417)
    }

    @Test func `takes absolute targets, whose host counts`() throws {
        let backend = try Backend.answering("x")
        defer { backend.stop() }
        let router = try TestRouter()
        try router.serve([backend.target("a")])
        #expect(try router.get("http://myapp.test/deep?q", host: "other.test").status == 200)
        #expect(try router.get("http://myapp.test", host: "other.test").status == 200)
        #expect(backend.requests.map(\.start) == ["GET /deep?q HTTP/1.1", "GET / HTTP/1.1"])
        #expect(backend.requests.allSatisfy { $0["host"] == "myapp.test" })
    }
}
