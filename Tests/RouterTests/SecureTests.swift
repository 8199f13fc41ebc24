import Linux
import Model
import Testing
import Wire

@testable import Router

@Suite("HTTPS") struct SecureTests {
    @Test(arguments: [
        ("--http1.1", "1.3", "protocol=https tls=true tls_version=tls1.3"), ("--http1.1", "1.2", "tls_version=tls1.2"),
        ("--http2", "1.3", "protocol=http2.0 tls=true tls_version=tls1.3"), ("--http2", "1.2", "protocol=http2.0"),
    ])
    func `serves, and says over what`(_ version: String, _ tls: String, _ words: String) throws {
        let backend = try Backend.answering("hello")
        defer { backend.stop() }
        let secure = try SecureRouter()
        try secure.add(["myapp.test"])
        try secure.serve([backend.target("a")])
        let outcome = try secure.curl([version, "--tls-max", tls, "-w", " %{http_code} %{http_version}"])
        #expect(outcome.text == "hello 200 \(version.hasSuffix("2") ? "2" : "1.1")")
        let request = try #require(backend.requests.first)
        #expect(request["x-forwarded-proto"] == "https")
        #expect(request["x-forwarded-port"] == "\(secure.port)")
        #expect(request["host"] == "myapp.test:\(secure.port)")
        #expect(request["via"] == (version.hasSuffix("2") ? "2.0 renga" : "1.1 renga"))
        let log = try secure.router.log()
        #expect(log.contains { $0.contains("path=\"/\" host=myapp.test") && $0.contains(words) }, "\(log)")
    }

    @Test(arguments: ["--http1.1", "--http2"], [["-T", "FILE"], ["-T", "-"], ["--data-binary", "@FILE"]])
    func `bodies pass whole both ways`(_ version: String, _ how: [String]) throws {
        let backend = try Backend.echoing()
        defer { backend.stop() }
        let secure = try SecureRouter()
        try secure.add(["myapp.test"], key: ["rsa:2048"])
        try secure.serve([backend.target("a")])
        let file = secure.path("upload")
        let content = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
        try Files.replace(file, with: content)
        let arguments = how.map { $0.replacing("FILE", with: file) }
        let command = Command(
            "/usr/bin/curl",
            ["-sS", "-m", "30", "--resolve", "myapp.test:\(secure.port):127.0.0.1", "--cacert", secure.authority(), version]
                + arguments + ["-o", file + ".back", "-w", "%{http_code}", "https://myapp.test:\(secure.port)/"]
        )
        let outcome = try command.run(input: content)
        #expect(outcome.text == "200")
        #expect(try Files.read(file + ".back") == content)
        #expect(backend.requests.first?.body.count == content.count)
        #expect(backend.requests.first?["transfer-encoding"] == (how == ["-T", "-"] ? "chunked" : nil))
    }

    /// Two records of 12,000 bytes in one go, and then silence: the second one does not fit into one read's room.
    @Test func `what is left of a record is read without anything more coming`() throws {
        let backend = try Backend.answering("hello")
        defer { backend.stop() }
        let secure = try SecureRouter()
        try secure.add(["myapp.test"])
        try secure.serve([backend.target("a")])
        let client = """
            import socket, ssl
            context = ssl._create_unverified_context()
            inward, outward = ssl.MemoryBIO(), ssl.MemoryBIO()
            tls = context.wrap_bio(inward, outward, server_hostname="myapp.test")
            connection = socket.create_connection(("127.0.0.1", \(secure.port)), timeout=10)
            def exchange(step):
                while True:
                    try:
                        result = step()
                        connection.sendall(outward.read())
                        return result
                    except ssl.SSLWantReadError:
                        connection.sendall(outward.read())
                        inward.write(connection.recv(65536))
            exchange(tls.do_handshake)
            head = b"POST / HTTP/1.1\\r\\nHost: myapp.test\\r\\nContent-Length: 24000\\r\\n\\r\\n"
            body = b"x" * 24000
            tls.write(head + body[:12000])
            tls.write(body[12000:])
            connection.sendall(outward.read())
            print(exchange(lambda: tls.read(1000)).decode().split()[1])
            """
        let outcome = try Command("/usr/bin/python3", ["-"]).run(input: Array(client.utf8))
        #expect(outcome.text == "200\n")
        #expect(backend.requests.first?.body.count == 24_000)
    }

    @Test func `every name gets its certificate, and a name without one gets none`() throws {
        let backend = try Backend.answering("hello")
        defer { backend.stop() }
        let secure = try SecureRouter()
        try secure.add(["myapp.test"])
        try secure.add(["*.wild.test"], key: ["rsa:2048"])
        try secure.serve([backend.target("a")], hosts: ["myapp.test", "a.wild.test"])
        #expect(try secure.client([]).contains("subject=CN = myapp.test"))
        #expect(try secure.client([], host: "a.wild.test").contains("subject=CN = *.wild.test"))
        #expect(try secure.client([], host: "A.WILD.test").contains("subject=CN = *.wild.test"))
        #expect(try secure.client([], host: "a.b.wild.test").contains("unrecognized name"))
        #expect(try secure.client([], host: "other.test").contains("unrecognized name"))
        #expect(try secure.client([], host: nil).contains("subject=CN = myapp.test"))
        #expect(try secure.client([], host: "127.0.0.1").contains("subject=CN = myapp.test"))
    }

    @Test func `a new certificate serves new connections, and a broken one is left out`() throws {
        let backend = try Backend.answering("hello")
        defer { backend.stop() }
        let secure = try SecureRouter()
        try secure.add(["myapp.test"])
        try secure.router.serve([backend.target("a")])
        #expect(try secure.client([]).contains("unrecognized name"))
        try secure.serve([backend.target("a")])
        #expect(try secure.curl([]).text == "hello")
        try Files.replace(secure.router.root.routerCertificate("9"), with: "no PEM")
        let app = RouteTable.App(name: "myapp", hosts: ["myapp.test"], phase: .up, backends: [backend.target("a")])
        try secure.router.serve([app], certificates: [.init(id: "9", hosts: ["myapp.test"])] + secure.certificates)
        #expect(try secure.curl([]).text == "hello")
        let complaints = try #require(try secure.router.report().certificateComplaints)
        #expect(complaints.count == 1 && complaints.allSatisfy { $0.contains("9.pem for myapp.test is left out: ") }, "\(complaints)")
        try secure.serve([backend.target("a")])
        #expect(try secure.router.report().certificateComplaints == [])
    }

    @Test(arguments: ["-tls1", "-tls1_1"])
    func `old versions are refused`(_ version: String) throws {
        let secure = try SecureRouter()
        try secure.add(["myapp.test"])
        try secure.serve([])
        let text = try secure.client([version, "-cipher", "ALL:@SECLEVEL=0"])
        #expect(text.contains("alert protocol version") || text.contains("no protocols available"), "\(text)")
        #expect(!text.contains("BEGIN CERTIFICATE"))
    }

    @Test(arguments: ["-tls1_2", "-tls1_3"])
    func `a session is taken up again`(_ version: String) throws {
        let backend = try Backend.answering("hello")
        defer { backend.stop() }
        let secure = try SecureRouter()
        try secure.add(["myapp.test"])
        try secure.serve([backend.target("a")])
        let file = secure.path("session")
        let request = "GET / HTTP/1.1\r\nHost: myapp.test\r\nConnection: close\r\n\r\n"
        let first = try secure.client([version, "-sess_out", file, "-ign_eof"], input: request)
        #expect(first.contains("New, TLSv1"), "\(first)")
        // The same certificate again is no reason to forget sessions.
        try secure.serve([backend.target("a")])
        let second = try secure.client([version, "-sess_in", file, "-ign_eof"], input: request)
        #expect(second.contains("Reused, TLSv1") && second.contains("hello"), "\(second)")
    }

    @Test func `one connection carries one request after the other`() throws {
        let backend = try Backend.answering("hello")
        defer { backend.stop() }
        let secure = try SecureRouter()
        try secure.add(["myapp.test"])
        try secure.serve([backend.target("a")])
        let url = "https://myapp.test:\(secure.port)/"
        let outcome = try secure.curl(["--http1.1", "-w", "%{num_connects}", url, "-w", "%{num_connects}"])
        #expect(outcome.text == "hello1hello0")
    }

    @Test func `an upgraded connection passes bytes both ways`() throws {
        let backend = try Backend { peer, _ in
            guard peer.takeHead() != nil else { return }
            peer.write("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n")
            guard let line = peer.takeLine() else { return }
            peer.write("you said \(line)\n")
        }
        defer { backend.stop() }
        let secure = try SecureRouter()
        try secure.add(["myapp.test"])
        try secure.serve([backend.target("a")])
        let request = "GET / HTTP/1.1\r\nHost: myapp.test\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\nping\n"
        let text = try secure.client(["-quiet", "-ign_eof"], input: request)
        #expect(text.contains("101 Switching Protocols") && text.contains("you said ping"), "\(text)")
    }

    @Test func `plain HTTP on the HTTPS port is no request`() throws {
        let secure = try SecureRouter()
        try secure.add(["myapp.test"])
        try secure.serve([])
        let peer = try Peer.connect(to: secure.port)
        peer.write("GET / HTTP/1.1\r\nHost: myapp.test\r\n\r\n")
        #expect(!String(decoding: peer.takeRest(), as: UTF8.self).contains("HTTP/1.1"))
    }

    @Test func `a port that somebody else has costs HTTPS alone`() throws {
        let other = try Backend.answering("other")
        let backend = try Backend.answering("hello")
        defer {
            other.stop()
            backend.stop()
        }
        let router = try TestRouter { $0.httpsPort = other.port }
        #expect(router.securePort == 0)
        try router.serve([backend.target("a")])
        #expect(try router.get().text == "hello")
    }
}
