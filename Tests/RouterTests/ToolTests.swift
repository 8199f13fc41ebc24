import Glibc
import Linux
import Model
import Testing

@testable import Router

/// With the tools that people hold against web servers.
@Suite("With tools of the trade") struct ToolTests {
    @Test(arguments: [false, true]) func `a WebSocket client and server talk through the router`(isSecure: Bool) throws {
        let server = try PythonServer("server.py")
        let secure = try SecureRouter()
        try secure.add(["myapp.test"])
        try secure.serve([server.target])
        let port = isSecure ? secure.port : secure.router.port
        let outcome = try Command(
            "/usr/bin/timeout",
            ["40", "/usr/bin/python3", PythonServer.folder + "/client.py", "\(isSecure ? "wss" : "ws")://myapp.test/", "\(port)"]
                + (isSecure ? [secure.authority()] : [])
        ).run()
        #expect(outcome.text.contains("all came back"), "\(outcome.text)")
    }

    /// Slow heads, slow bodies and slow reading, each by hundreds of connections, while others are served.
    @Test(arguments: [["-H"], ["-B"], ["-X", "-k", "3", "-z", "32", "-n", "1"]])
    func `slowhttptest does not keep the router from serving`(_ attack: [String]) throws {
        let backend = try Backend.answering(String(repeating: "x", count: 100_000))
        defer { backend.stop() }
        let router = try TestRouter()
        try router.serve([backend.target("a")])
        var quiet = Child.Start()
        quiet.descriptors = [nil, nil, nil]
        let child = try Child.spawn(
            Command(
                "/usr/bin/slowhttptest",
                attack + ["-c", "400", "-r", "400", "-i", "1", "-l", "5", "-u", "http://127.0.0.1:\(router.port)/", "-p", "2"]
            ),
            quiet
        )
        var served = 0
        while child.poll() == nil {
            #expect(try router.get().status == 200)
            served += 1
        }
        #expect(served > 20)
        #expect(try router.get().status == 200)
    }

    @Test(arguments: [[], ["-H", "Connection: close"]])
    func `wrk counts no failure, on kept connections and on new ones`(_ more: [String]) throws {
        let backend = try Backend.answering("hello")
        defer { backend.stop() }
        let router = try TestRouter()
        try router.serve([backend.target("a")])
        let url = "http://127.0.0.1:\(router.port)/"
        let outcome = try Command("/usr/bin/wrk", ["-t2", "-c50", "-d1s", "-H", "Host: myapp.test"] + more + [url]).run()
        #expect(outcome.status.isSuccess && !outcome.text.contains("Socket errors") && !outcome.text.contains("Non-2xx"), "\(outcome.text)")
        let count = outcome.text.split(separator: "\n").first { $0.contains(" requests in ") }?.split(separator: " ").first
        #expect(count.flatMap { Int($0) } ?? 0 > 100, "\(outcome.text)")
    }

    @Test func `testssl finds nothing to mend`() throws {
        let backend = try Backend.answering("hello")
        defer { backend.stop() }
        let secure = try SecureRouter()
        try secure.add(["myapp.test"], key: ["rsa:2048"])
        try secure.serve([backend.target("a")], hosts: ["myapp.test", "127.0.0.1"])
        let report = secure.path("report.csv")
        let outcome = try Command(
            "/usr/bin/timeout",
            [
                "240", "/usr/bin/testssl", "--quiet", "--color", "0", "--warnings", "batch", "-p", "-s", "-f", "-U", "--csvfile", report,
                "127.0.0.1:\(secure.port)",
            ]
        ).run()
        let lines = try Files.text(report).split(separator: "\n").map(String.init)
        #expect(lines.contains { $0.contains("\"TLS1_3\"") && $0.contains("OK") }, "\(outcome.text)")
        #expect(lines.contains { $0.contains("\"heartbleed\"") && $0.contains("\"OK\"") }, "\(outcome.text)")
        let bad = lines.filter { line in ["LOW", "MEDIUM", "HIGH", "CRITICAL", "WARN"].contains { line.contains("\"\($0)\"") } }
        #expect(bad.isEmpty, "\(bad.joined(separator: "\n"))")
    }
}
