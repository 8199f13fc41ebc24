import Glibc
import Linux
import Model
import Testing

/// What people do with dynos on a bad day, over SSH and on the machine.
@Suite("Dynos by hand") struct DynoTests {
    private static func app() throws -> SampleApp {
        try SampleApps.web("1", ["Procfile": "web: exec python3 server.py\nworker: exec sleep 10000\n"])
    }

    @Test func `are restarted without a gap, stopped, waited for and found by their names`() throws {
        let platform = try Installation()
        try platform.create("flasky")
        try platform.push(try Self.app(), to: "flasky").check()
        try platform.ssh("ps:scale", "flasky", "web=2", "worker=1").check()
        expect(try platform.ssh("ps:wait", "-a", "flasky").check(), has: ["done, 2 web dynos and 1 worker up ("])
        expect(try platform.ssh("ps", "-a", "flasky").check(), has: ["web.1: up ", "v3, ", " of 512 MB"])
        let one = try platform.renga("ps", "flasky", "worker.1").check()
        #expect(one.contains("worker.1: up ") && !one.contains("web"), "\(one)")
        expect(
            try platform.ssh("ps", "wbe", "-a", "flasky").text,
            has: ["no process type `wbe`: there are web, worker", "did you mean `web`?"]
        )

        let before = Set(try platform.dynoIDs())
        let report = try LoadClient(platform, "flasky").run { client in
            try client.pass(200)
            expect(
                try platform.ssh("ps:restart", "-a", "flasky").check(),
                has: ["Restarting ⬢ flasky... done, 2 web dynos and 1 worker, without a gap ("]
            )
            try client.pass(200)
        }
        #expect(report.failures.isEmpty, "\(report.failures)")
        try eventually("the old ones are gone") { try before.isDisjoint(with: platform.dynoIDs()) }
        try platform.expectNoLeftovers(dynos: 3)

        let web = Set(try platform.dynoIDs().filter { $0.hasPrefix("flasky.web.1.") })
        let stopped = try platform.ssh("kill", "web.1", "-a", "flasky").check()
        expect(stopped, has: ["Stopping web.1... done; a new web.1 starts in its place (to run fewer: ", "ps:scale web=1 --app flasky)"])
        try platform.renga("ps:wait", "flasky", "web").check()
        try eventually("another is in its place") { try web.isDisjoint(with: platform.dynoIDs()) }
        try platform.expectNoLeftovers(dynos: 3)
        expect(
            try platform.renga("ps:restart", "web.7", "-a", "flasky").text,
            has: ["`flasky` has no dyno `web.7`: there are web.1, web.2, worker.1"]
        )
        for words in [["web=1", "web=2"], ["web-5"]] {
            #expect(try !platform.ssh(["ps:scale"] + words + ["-a", "flasky"]).status.isSuccess)
        }
        expect(
            try platform.renga("logs", "-s", "app", "-d", "api", "-a", "flasky").text,
            has: ["Restart of all dynos by user", "Stopped web.1 by user"]
        )
    }

    @Test func `go on being restarted where the runner is killed in the middle`() throws {
        let platform = try Installation()
        try platform.create("flasky")
        try platform.push(try Self.app(), to: "flasky").check()
        try platform.renga("ps:scale", "web=3", "-a", "flasky").check()
        try platform.renga("ps:wait", "-a", "flasky").check()
        let before = Set(try platform.dynoIDs())
        let report = try LoadClient(platform, "flasky").run { client in
            try client.pass(50)
            let restart = try BackgroundCommand(platform, ["ps:restart", "-a", "flasky"])
            try eventually("a new one is there") { try !before.isSuperset(of: platform.dynoIDs()) }
            try platform.restartRunner()
            _ = restart.finish()
            try eventually("the old ones are gone") { try before.isDisjoint(with: platform.dynoIDs()) }
            try client.pass(50)
        }
        #expect(report.failures.isEmpty, "\(report.failures)")
        try platform.expectNoLeftovers(dynos: 3)
    }

    /// Holds 80 MB from its start on, and has a child take 200 MB more where it is asked to.
    private static let hungry = SampleApps.server.replacing("class Handler(", with: "held = b\"x\" * (80 << 20)\nclass Handler(").replacing(
        "        name = self.path.removeprefix(\"/env/\")\n",
        with: """
                    if self.path == "/eat" and os.fork() == 0:
                        more = b"x" * (200 << 20)
                        os._exit(0)
                    name = self.path.removeprefix("/env/")

            """
    )

    @Test func `have the size that was chosen, and say when it is too small`() throws {
        let platform = try Installation()
        try platform.create("flasky")
        let formation = #"{"formation": {"web": {"quantity": 1, "size": "256MB"}, "worker": {"quantity": 0, "size": "900TB"}}}"#
        let files = ["server.py": Self.hungry, "Procfile": "web: exec python3 server.py\nworker: exec sleep 1000\n", "app.json": formation]
        let pushed = try platform.push(try SampleApps.web("1", files), to: "flasky")
        expect(
            pushed.text,
            has: ["dynos: web=1:256MB", "app.json: worker: `900TB` (921600 GB) is more memory than this machine has: its dynos get 512 MB"]
        )
        expect(try platform.ssh("ps:type", "-a", "flasky").check(), has: ["=== web: 256 MB × 1, at most ", "=== worker: 512 MB × 0"])
        #expect(try platform.get("flasky", "/env/MEMORY_AVAILABLE").body == "256")

        let refused = try platform.ssh("ps:type", "web=64MB", "-a", "flasky")
        #expect(refused.status == .exited(40), "\(refused.text)")
        expect(refused.text, has: ["the new web.1 ", "the one before it serves on, and nothing more is changed"])
        #expect(try platform.get("flasky", "/env/MEMORY_AVAILABLE").body == "256")
        expect(try platform.renga("ps:scale", "flasky", "web=1:192MB").check(), has: ["now running web at 1:192MB"])
        #expect(try platform.get("flasky", "/env/MEMORY_AVAILABLE").body == "192")
        try platform.expectNoLeftovers(dynos: 1)

        #expect(try platform.get("flasky", "/eat").status == 200)
        let words = "at its limit of 192 MB. More: renga ps:type web=384MB -a flasky"
        // Where a look met it full just before, the kill is told a minute later.
        try eventually("the log says who was killed", seconds: 120) {
            try platform.renga("logs", "-n", "500", "-a", "flasky").text.contains(words)
        }
        let log = try platform.renga("logs", "-n", "500", "-a", "flasky").text
        expect(log, has: ["heroku[web.1]: Process running mem=192M(100.0%)", "heroku[web.1]: Error R14 (Memory quota exceeded)"])
        #expect(log.ranges(of: words).count == 1, "it is said once")
        #expect(try platform.get("flasky").body == "1")
    }
}
