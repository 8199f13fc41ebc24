import Glibc
import Linux
import Model
import Testing

/// An app can hurt only itself.
@Suite("Limits") struct LimitsTests {
    /// `/python/CODE` runs it and answers what it set as `result`.
    private static let runner = SampleApps.server.replacing(
        "        name = self.path",
        with: """
                    if self.path.startswith("/python/"):
                        import base64
                        scope = {"result": "done"}
                        try: exec(base64.urlsafe_b64decode(self.path[8:]).decode(), scope)
                        except Exception as problem: scope["result"] = repr(problem)
                        body = str(scope["result"]).encode()
                        self.send_response(200)
                        self.send_header("Content-Length", str(len(body)))
                        self.end_headers()
                        self.wfile.write(body)
                        return
                    name = self.path
            """
    )

    private func run(_ code: String, in app: String, _ platform: Installation) throws -> (status: Int, body: String) {
        let text = String(try Command("/usr/bin/base64", ["-w0"]).check(input: Array(code.utf8)))
        return try platform.get(app, "/python/" + text.trimmed.replacing("+", with: "-").replacing("/", with: "_"))
    }

    private func serving(_ platform: Installation, _ names: String...) throws {
        for name in names {
            try platform.create(name)
            try platform.push(try SampleApps.web(name, ["server.py": Self.runner]), to: name).check()
        }
    }

    @Test func `a dyno over its memory is killed, said so and started again`() throws {
        let platform = try Installation("dyno: {memory_bytes: 64 MB}\n")
        try serving(platform, "shop")
        let before = try platform.dynoIDs()
        _ = try run("data = b'x' * (200 << 20)", in: "shop", platform)
        try eventually("the log says R15") {
            try platform.renga("logs", "-a", "shop").text.contains("Error R15 (Memory quota vastly exceeded)")
        }
        try eventually("the app answers again") { try platform.get("shop") == (200, "shop") }
        #expect(try platform.dynoIDs() != before)
    }

    @Test func `a dyno that forks without end is held, and others are not hurt`() throws {
        let platform = try Installation("dyno: {processes_max: 40}\n")
        try serving(platform, "bomb", "shop")
        let answer = try run(
            """
            import os, signal
            count = 0
            try:
                while count < 500:
                    if os.fork() == 0: signal.pause()
                    count += 1
            except OSError: pass
            result = count
            """,
            in: "bomb",
            platform
        )
        #expect((1..<40).contains(Int(answer.body) ?? -1), "\(answer)")
        #expect(try platform.get("shop") == (200, "shop"))
        try platform.renga("destroy", "-a", "bomb", "--confirm", "bomb").check()
        try platform.expectNoLeftovers(dynos: 1)
    }

    @Test func `a dyno reaches neither another app's dyno nor the machine`() throws {
        let platform = try Installation()
        try serving(platform, "one", "two")
        let other = try #require(try platform.dynoRecords().first { $0.spec.slot.app.text == "two" })
        let own = try #require(try platform.dynoRecords().first { $0.spec.slot.app.text == "one" })
        func reach(_ place: String) throws -> String {
            try run("import socket\nsocket.create_connection((\(place)), 2)\nresult = 'connected'", in: "one", platform).body
        }
        #expect(try reach("'127.0.0.1', \(own.spec.port)") == "connected")
        #expect(try reach("'\(other.address)', \(other.spec.port)") != "connected")
        #expect(try reach("'\(platform.network.prefix).0.1', \(platform.httpPort)") != "connected")
        #expect(try reach("'\(platform.network.prefix).0.1', \(platform.sshPort)") != "connected")
        let socket = try run(
            "import socket\nsocket.socket(socket.AF_UNIX).connect('\(platform.root.controlSocket)')",
            in: "one",
            platform
        )
        #expect(socket.body.contains("Error"), "\(socket)")
        let files = try run("import os\nresult = os.path.exists('\(platform.root.path)')", in: "one", platform)
        #expect(files.body == "False")
    }

    @Test func `config vars are in no log, no build log, no slug, no argument list, and in no file that others may read`() throws {
        let secret = "hush-\(Int.random(in: 100_000_000...999_999_999))"
        let platform = try Installation()
        try platform.create("shop")
        try platform.renga(["config:set", "-a", "shop", "SECRET=\(secret)"]).check()
        let push = try platform.push(try SampleApps.web("one"), to: "shop").check()
        #expect(try platform.get("shop", "/env/SECRET").body == secret)
        let listed = try platform.processes.all().filter { $0.arguments.contains { $0.contains(secret) } }
        #expect(listed.map(\.arguments) == [])
        #expect(!push.contains(secret))
        for place in [platform.root.logs, platform.root.repositories, platform.root.routerDirectory, "\(platform.root.path)/runner.out"] {
            #expect(try Command("/usr/bin/grep", ["-rlF", secret, place]).run().text == "")
        }
        let slug = try Command("/bin/sh", ["-c", "exec zstd -dqc \(platform.root.slugs)/parts/*"]).run(outputLimit: 64 << 20).text
        let manifests = try Files.list(platform.root.slugs).filter { $0.hasSuffix(".json") }
        #expect(slug.contains("server.py") && !slug.contains(secret) && manifests.count == 1)
        for manifest in manifests { #expect(try !Files.text("\(platform.root.slugs)/\(manifest)").contains(secret)) }
        let readable = try Command(
            "/usr/bin/setpriv",
            ["--reuid", "nobody", "--clear-groups", "/usr/bin/grep", "-rlsF", secret, platform.root.path]
                + platform.dynoIDs().flatMap { [platform.root.dyno($0), platform.root.dyno($0) + "/config.json"] }
        ).run()
        #expect(readable.text == "")
    }
}
