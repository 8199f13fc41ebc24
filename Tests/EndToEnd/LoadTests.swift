import Glibc
import Linux
import Model
import Testing

/// Requests without pause: whatever is done to the app and the platform, none is lost.
@Suite("Under load", .serialized) struct LoadTests {
    @Test func `20 deploys lose no request, and after a push only the new version answers`() throws {
        let platform = try Installation()
        try platform.create("shop")
        let app = try SampleApps.web("1")
        try platform.push(app, to: "shop").check()
        let report = try LoadClient(platform, "shop").run { client in
            for version in 2...21 {
                try app.commit(["message": "\(version)"])
                client.mayAnswer(version)
                let outcome = try platform.push(app, to: "shop")
                client.mustAnswer(version)
                #expect(outcome.status.isSuccess, "\(outcome.text)\n\(platform.diagnostics)")
            }
            try client.pass(20)
        }
        #expect(report.failures.isEmpty, "\(report.failures.prefix(20))\n\(platform.diagnostics)")
        #expect(report.versions.count > 15, "\(report.versions)")
        print("20 deploys: \(report.requests) requests, \(report.failures.count) failures")
        try platform.expectNoLeftovers(dynos: 1)
    }

    @Test func `scaling, config vars and restarts of the runner lose no request`() throws {
        let platform = try Installation()
        try platform.create("shop")
        try platform.push(try SampleApps.web("1"), to: "shop").check()
        let report = try LoadClient(platform, "shop").run { client in
            for quantity in [3, 1, 2] {
                try platform.renga("ps:scale", "-a", "shop", "web=\(quantity)").check()
                try eventually("\(quantity) dynos are up") {
                    let states = try platform.dynos("shop").map { $0["state"] }
                    return states.count == quantity && states.allSatisfy { $0 == .text("up") }
                }
                try client.pass(20)
            }
            for value in ["a", "b"] {
                try platform.renga("config:set", "-a", "shop", "KEY=\(value)").check()
                #expect(try platform.get("shop", "/env/KEY").body == value)
                try client.pass(20)
            }
            for signal in [SIGKILL, SIGTERM, SIGKILL] {
                try platform.restartRunner(signal: signal)
                try client.pass(20)
            }
            try platform.renga("rollback", "-a", "shop").check()
            try client.pass(20)
        }
        #expect(report.failures.isEmpty, "\(report.failures.prefix(20))\n\(platform.diagnostics)")
        print("changes: \(report.requests) requests, \(report.failures.count) failures")
        try platform.expectNoLeftovers(dynos: 2)
    }

    /// What else happens while the requests last.
    enum Disturbance: CaseIterable {
        case nothing
        /// They are on a worker that retires, and the new one knows nothing of them.
        case reload
        /// The new runner did not see the dyno leave the routes.
        case restartOfRunner
    }

    @Test(arguments: Disturbance.allCases) func `an upgraded connection and a slow answer outlive a deploy`(with: Disturbance) throws {
        let platform = try Installation()
        try platform.create("shop")
        let app = try SampleApps.web("1", ["server.py": Self.talker])
        try platform.push(app, to: "shop").check()
        let tunnel = try Stream(platform, "GET /echo HTTP/1.1\r\nHost: shop.localhost\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n")
        #expect(try tunnel.reader.head().hasPrefix("HTTP/1.1 101 "))
        #expect(try tunnel.ask("before") == "1 before")
        let slow = try Stream(platform, "GET /slow HTTP/1.1\r\nHost: shop.localhost\r\n\r\n")
        #expect(try slow.reader.head().hasPrefix("HTTP/1.1 200 "))
        #expect(try slow.reader.line() == "begun")
        if with == .reload { try platform.exchangeRouter() }
        // The next lines come when the test asks for them: the deploy falls into the middle of the answer.
        try app.commit(["message": "2"])
        try platform.push(app, to: "shop").check()
        #expect(try platform.get("shop") == (200, "2"))
        if with == .restartOfRunner {
            try platform.restartRunner()
            try eventually("the runner retires the old dyno") {
                try platform.dynoIDs().count == 1 || platform.dynos("shop").contains { $0["state"] == .text("stopping") }
            }
        }
        #expect(try tunnel.ask("after") == "1 after")
        #expect(try tunnel.ask("finish slow") == "1 finish slow")
        for number in 0..<200 { #expect(try slow.reader.line() == "1 line \(number)") }
        #expect(try slow.reader.line() == "ended")
    }

    /// Answers `/slow` in lines that end when an upgraded connection says `finish slow`, and repeats what that says.
    private static let talker = SampleApps.server
        .replacing("class Handler", with: "import threading\nfinish = threading.Event()\nclass Handler")
        .replacing(
            "    def do_GET(self):\n",
            with: """
                    def do_GET(self):
                        version = open("/app/message").read()
                        if self.path == "/echo":
                            self.connection.sendall(b"HTTP/1.1 101 Switching\\r\\nConnection: Upgrade\\r\\nUpgrade: echo\\r\\n\\r\\n")
                            self.close_connection = True
                            for line in self.rfile:
                                if b"finish" in line: finish.set()
                                self.connection.sendall(version.encode() + b" " + line)
                            return
                        if self.path == "/slow":
                            self.close_connection = True
                            self.send_response(200)
                            rest = "".join(f"{version} line {number}\\n" for number in range(200)) + "ended\\n"
                            self.send_header("Content-Length", str(len(rest) + 6))
                            self.end_headers()
                            self.wfile.write(b"begun\\n")
                            finish.wait()
                            for line in rest.splitlines(True): self.wfile.write(line.encode())
                            return

                """
        )

    /// One connection that stays open.
    private final class Stream {
        let connection: Descriptor
        let reader: ResponseReader

        init(_ platform: Installation, _ request: String) throws {
            let connection = try TCP.connect("127.0.0.1", platform.httpPort)
            try connection.write(all: Array(request.utf8))
            reader = ResponseReader(connection.number)
            self.connection = connection
        }

        func ask(_ text: String) throws -> String {
            try connection.write(all: Array("\(text)\n".utf8))
            return try reader.line()
        }
    }
}
