import Glibc
import Linux
import Model
import Testing

@Suite("renga logs") struct LogsTests {
    @Test func `has Heroku's lines, chosen by number, source, dyno and type`() throws {
        let platform = try Installation()
        _ = try platform.serving("shop", ["Procfile": "web: exec python3 server.py\nclock: while :; do echo tick; sleep 0.2; done\n"])
        try platform.renga("ps:scale", "clock=1", "-a", "shop").check()
        _ = try platform.get("shop", "/env/X")
        try eventually("all has been logged") {
            let text = try platform.renga("logs", "-a", "shop").check()
            return text.contains("tick") && text.contains("served /env/X") && text.contains("method=GET path=\"/env/X\"")
        }
        let text = try platform.renga("logs", "-a", "shop", "-n", "1000").check()
        expect(
            text,
            has: [
                "app[api]: Initial release by user root", "heroku[web.1]: Starting process with command `exec python3 server.py`",
                "heroku[web.1]: State changed from starting to up",
            ]
        )
        expect(text, has: ["heroku[router]: at=info method=GET path=\"/env/X\" host=shop.localhost", "dyno=web.1", "status=200"])
        for line in text.split(separator: "\n") {
            #expect(line.prefixMatch(of: #/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00 (app|heroku)\[[a-z0-9.]+\]: /#) != nil, "\(line)")
        }
        #expect(try platform.renga("logs", "-a", "shop", "-n", "2").check().split(separator: "\n").count == 2)
        func lines(_ words: String...) throws -> [Substring] {
            try platform.renga(["logs", "-a", "shop", "-n", "1000"] + words).check().split(separator: "\n")
        }
        #expect(try lines("-s", "app").allSatisfy { $0.contains(" app[") } && !lines("-s", "app").isEmpty)
        #expect(try lines("-s", "heroku").allSatisfy { $0.contains(" heroku[") } && !lines("-s", "heroku").isEmpty)
        #expect(try lines("-d", "clock.1").allSatisfy { $0.contains("[clock.1]: ") } && !lines("-d", "clock.1").isEmpty)
        #expect(try lines("-p", "web", "-s", "app").allSatisfy { $0.contains(" app[web.1]: ") } && !lines("-p", "web", "-s", "app").isEmpty)
        let json = try platform.renga("logs", "-a", "shop", "-n", "1", "--json").check()
        #expect(try [String: JSONField](json: json)["source"]?.text != nil)
        #expect(try platform.ssh("logs", "-a", "shop", "-n", "3", "-d", "clock.1").check().split(separator: "\n").count == 3)
        #expect(try !lines("--since", "1h", "--grep", "SERVED /env/x").contains { $0.contains("served /env/X") })
        let found = try lines("--since", "1h", "--grep", "served /env/x")
        #expect(!found.isEmpty && found.allSatisfy { $0.contains("served /env/X") }, "\(found)")
        let absence = try platform.ssh("logs", "-a", "shop", "-p", "clcok")
        #expect(absence.status == .exited(0))
        expect(absence.text, has: ["no line is from clcok; there are lines from api, clock, router, web. Did you mean clock?"])
        try explain(platform, text)
    }

    /// Of the router's line of a request: all of it by the id's beginning.
    private func explain(_ platform: Installation, _ log: String) throws {
        let line = try #require(log.split(separator: "\n").first { $0.contains("path=\"/env/X\"") })
        let id = try #require(line.split(separator: " ").first { $0.hasPrefix("request_id=") }?.dropFirst(11).prefix(12))
        let why = try platform.ssh("why", String(id), "-a", "shop").check()
        expect(why, has: ["GET /env/X  →  200 after ", "on web.1 (v3)", "web.1 said meanwhile:", "app[web.1]: served /env/X"])
        #expect(try platform.ssh("why", "ffffffff", "-a", "shop").status == .exited(20))
    }

    @Test(arguments: Place.allCases) func `--tail shows lines as they come, until the reader goes`(_ place: Place)
        throws
    {
        let platform = try Installation()
        _ = try platform.serving("shop")
        let path = platform.root.path + "/tail.out"
        let output = try Descriptor.open(path, O_WRONLY | O_CREAT | O_APPEND)
        var start = Child.Start()
        start.descriptors = [nil, output.number, output.number]
        let tail = try Child.spawn(
            place == .machine
                ? Command(platform.root.path + "/bin/renga", ["--root", platform.root.path, "logs", "--tail", "-a", "shop"])
                : Command("/usr/bin/ssh", ["-F", platform.root.path + "/ssh/config", "root@127.0.0.1", "logs --tail -a shop"]),
            start
        )
        try eventually("old lines are shown") { try Files.text(path).contains("State changed from starting to up") }
        for number in 1...3 {
            _ = try platform.get("shop", "/env/live\(number)")
            try eventually("line \(number) is shown") { try Files.text(path).contains("served /env/live\(number)") }
        }
        tail.kill(SIGTERM)
        _ = tail.wait()
        // Whoever follows costs the runner nothing once gone: it still answers all others.
        for _ in 0..<20 { try platform.renga("status").check() }
    }
}
