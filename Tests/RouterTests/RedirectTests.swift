import Model
import Testing

@testable import Router

@Suite("Redirects to HTTPS, and HSTS") struct RedirectTests {
    private func router(isSecure: Bool, trusts: Bool = false) throws -> TestRouter {
        try TestRouter {
            $0.httpsPort = isSecure ? 0 : nil
            $0.trustedPeers = trusts ? ["127.0.0.1"] : []
        }
    }

    @Test(arguments: [
        ("a.test", "GET /a/b?c=d&e HTTP/1.1\r\n", 443, "https://a.test/a/b?c=d&e"),
        ("A.Test", "GET / HTTP/1.1\r\n", 8443, "https://a.test:8443/"), ("[::1]", "PUT /%20 HTTP/1.1\r\n", 443, "https://[::1]/%20"),
        ("a.test", "OPTIONS * HTTP/1.1\r\n", 443, "https://a.test/"),
    ])
    func `the place by HTTPS has its port where that is not 443`(host: String, head: String, port: Int, location: String) {
        let text = SecureLocation.text(host: Array(host.utf8), head: Array(head.utf8), port: port)
        #expect(String(decoding: text, as: UTF8.self) == location)
    }

    @Test(arguments: [
        ("GET", "/a/b?c=d&e", "myapp.test", 301, "/a/b?c=d&e"), ("HEAD", "/", "MyApp.Test.:80", 301, "/"),
        ("GET", "/", "myapp.test:8080", 301, "/"), ("POST", "/form", "myapp.test", 308, "/form"),
        ("DELETE", "//evil.test/x", "myapp.test", 308, "//evil.test/x"), ("OPTIONS", "*", "myapp.test", 308, "/"),
        ("GET", "http://myapp.test?q", "other.test", 301, "/?q"),
    ])
    func `plain requests are sent to the same place by HTTPS`(
        method: String,
        target: String,
        host: String,
        status: Int,
        path: String
    ) throws {
        let router = try router(isSecure: true)
        try router.serve([], phase: .noWeb) { $0.redirectsToHTTPS = true }
        let peer = try router.client()
        // The connection goes on.
        for _ in 1...2 {
            peer.write("\(method) \(target) HTTP/1.1\r\nHost: \(host)\r\n\r\n")
            let answer = try #require(peer.takeResponse(toHead: method == "HEAD"))
            #expect(answer.status == status)
            #expect(answer.all("location") == ["https://myapp.test:\(router.securePort)\(path)"])
            #expect(answer["content-length"] == "0" && answer.body.isEmpty && answer["content-type"] == nil)
            #expect(answer["strict-transport-security"] == nil)
        }
        let end = "dyno= connect= service= status=\(status) bytes= protocol=http"
        #expect(try router.log().allSatisfy { $0.contains("at=info method=\(method)") && $0.hasSuffix(end) })
    }

    @Test func `a body that nobody will read ends the connection`() throws {
        let router = try router(isSecure: true)
        try router.serve([], phase: .noWeb) { $0.redirectsToHTTPS = true }
        let peer = try router.client()
        peer.write("POST / HTTP/1.1\r\nHost: myapp.test\r\nContent-Length: 5\r\n\r\nhello")
        let answer = try #require(peer.takeResponse())
        #expect(answer.status == 308 && answer["connection"] == "close")
        #expect(peer.takeRest().isEmpty)
    }

    @Test func `what a trusted proxy got by HTTPS is served, and what it got in plain is redirected`() throws {
        let backend = try Backend.answering("x")
        defer { backend.stop() }
        for isSecure in [true, false] {
            let router = try router(isSecure: isSecure, trusts: true)
            try router.serve([backend.target("a")]) { $0.redirectsToHTTPS = true }
            #expect(try router.get(headers: "X-Forwarded-Proto: https\r\n").status == 200)
            let answer = try router.get(headers: "X-Forwarded-Proto: http\r\n")
            #expect(answer.status == 301 && answer["location"] == "https://myapp.test/")
            // Without a word of it, our own port decides.
            #expect(try router.get().status == (isSecure ? 301 : 200))
        }
    }

    @Test func `without HTTPS nothing is redirected, and strangers are not believed`() throws {
        let backend = try Backend.answering("x")
        defer { backend.stop() }
        let plain = try router(isSecure: false)
        try plain.serve([backend.target("a")]) { $0.redirectsToHTTPS = true }
        #expect(try plain.get(headers: "X-Forwarded-Proto: http\r\n").status == 200)
        let both = try router(isSecure: true)
        try both.serve([backend.target("a")]) { $0.redirectsToHTTPS = true }
        #expect(try both.get(headers: "X-Forwarded-Proto: https\r\n").status == 301)
    }

    @Test func `HSTS is said over HTTPS alone, and once`() throws {
        let backend = try Backend { peer, _ in
            while let request = peer.takeRequest() {
                let own = request.start.contains("/own") ? "strict-transport-security: max-age=1; preload\r\n" : ""
                peer.write("HTTP/1.1 200 OK\r\n\(own)Content-Length: 0\r\n\r\n")
            }
        }
        defer { backend.stop() }
        let router = try router(isSecure: false, trusts: true)
        try router.serve([
            .init(name: "a", hosts: ["myapp.test"], phase: .up, backends: [backend.target("a")], policy: Self.strict),
            .init(name: "b", hosts: ["down.test"], phase: .noWeb, policy: Self.strict),
        ])
        let secure = "X-Forwarded-Proto: https\r\n"
        let name = "strict-transport-security"
        #expect(try router.get(headers: secure).all(name) == ["max-age=31536000"])
        #expect(try router.get("/own", headers: secure).all(name) == ["max-age=1; preload"])
        #expect(try router.get(host: "down.test", headers: secure).all(name) == ["max-age=31536000"])
        #expect(try router.get().all(name) == [])
        #expect(try router.get(host: "down.test").all(name) == [])
    }

    private static var strict: RoutePolicy {
        var policy = RoutePolicy()
        policy.hstsSeconds = 31_536_000
        return policy
    }
}
