import Glibc
import Linux
import Model
import Testing
import Wire

/// Apps without traffic sleep, and the next request wakes them: with real sockets, dynos and kills.
@Suite("Sleep") struct SleepTests {
    private static let extra = "dyno: {sleep_seconds_min: 1 s}\n"

    /// Answers `/slow` once its file is there, and takes upgrades, whose bytes it repeats.
    private static let server = SampleApps.server.replacing(
        "        name = self.path",
        with: """
                    if self.path == "/echo":
                        self.wfile.write(b"HTTP/1.1 101 Switching\\r\\nConnection: Upgrade\\r\\nUpgrade: echo\\r\\n\\r\\n")
                        while data := self.connection.recv(100): self.connection.sendall(data)
                        self.close_connection = True
                        return
                    name = self.path
            """
    )

    private func sleepy(_ platform: Installation, _ more: [String: String] = [:]) throws -> SampleApp {
        try platform.create("shop")
        let app = try SampleApps.web("one", ["server.py": Self.server].merging(more) { $1 })
        try platform.push(app, to: "shop").check()
        expect(try platform.renga("ps:sleep", "after=1s", "-a", "shop").check(), has: ["sleep after 1s", "done"])
        return app
    }

    private func waitUntilIdle(_ platform: Installation) throws {
        try eventually("shop sleeps, and its dyno has ended") {
            let hasDynos = try platform.dynoIDs().contains { $0.contains(".web.") }
            return try !hasDynos && platform.renga("ps", "-a", "shop").check().contains("web.1: idle")
        }
    }

    /// So many at once; the status of each.
    private func ask(_ platform: Installation, _ count: Int, while body: () throws -> Void = {}) throws -> [String] {
        let list = (1...count).map { _ in "url = http://shop.localhost:\(platform.httpPort)/\noutput = /dev/null\n" }.joined()
        let path = "\(platform.root.path)/ask-\(Int.random(in: 1...999_999))"
        try Files.replace(path, with: list)
        let words = [
            "-sS", "-Z", "--parallel-immediate", "--parallel-max", "\(count)", "-m", "70", "--resolve",
            "shop.localhost:\(platform.httpPort):127.0.0.1", "-w", "%{http_code}\\n", "-K", path,
        ]
        let output = try Descriptor.open(path + ".out", O_WRONLY | O_CREAT | O_APPEND)
        var start = Child.Start()
        start.descriptors = [nil, output.number, nil]
        let curl = try Child.spawn(Command("/usr/bin/curl", words), start)
        try body()
        _ = curl.wait()
        return try Files.text(path + ".out").split(separator: "\n").map(String.init)
    }

    @Test func `an app sleeps without traffic, twenty requests at once wake it, and all are answered`() throws {
        let platform = try Installation(Self.extra)
        let app = try sleepy(platform, ["Procfile": "web: test -z \"$BROKEN\" && exec python3 server.py\nworker: exec sleep infinity\n"])
        try platform.renga("ps:scale", "worker=1", "-a", "shop").check()
        try waitUntilIdle(platform)
        expect(try platform.renga("ps", "-a", "shop").check(), has: ["web.1: idle 20", "worker.1: up"])
        expect(try platform.ssh("ps:sleep", "-a", "shop").check(), has: ["sleeps after 1s without traffic", "It is idle since 20"])
        expect(try platform.renga("apps", "--long").check(), has: ["web=1 worker=1 (idle)"])
        expect(try platform.renga("status").check(), has: ["1, 1 asleep"])
        #expect(try ask(platform, 20) == Array(repeating: "200", count: 20))
        let log = try platform.renga("logs", "-a", "shop", "-n", "200").check()
        expect(log, has: ["heroku[web.1]: Idling", "heroku[web.1]: Unidling", "heroku[web.1]: State changed from starting to up"])
        // One-off dynos run beside it, and wake nobody.
        try waitUntilIdle(platform)
        #expect(try platform.renga("run", "-a", "shop", "--", "echo", "beside").check().contains("beside"))
        expect(try platform.renga("ps", "-a", "shop").check(), has: ["web.1: idle"])
        // Maintenance is answered without it.
        try platform.renga("maintenance:on", "-a", "shop").check()
        #expect(try platform.get("shop").status == 503)
        try platform.renga("maintenance:off", "-a", "shop").check()
        expect(try platform.renga("ps", "-a", "shop").check(), has: ["web.1: idle"])
        // A change that keeps its dynos from coming up is refused, as where they run: it is not down.
        let refused = try platform.renga("config:set", "BROKEN=1", "-a", "shop")
        #expect(refused.status == .exited(40) && refused.text.contains("nothing has changed"), "\(refused.text)")
        #expect(try platform.get("shop") == (200, "one"))
        try waitUntilIdle(platform)
        // A restart and a push wake it.
        try platform.renga("ps:sleep", "after=1h", "-a", "shop").check()
        try platform.renga("ps:restart", "-a", "shop").check()
        expect(try platform.renga("ps", "-a", "shop").check(), has: ["web.1: up"])
        try platform.renga("ps:sleep", "after=1s", "-a", "shop").check()
        try waitUntilIdle(platform)
        try app.commit(["message": "two"])
        try platform.push(app, to: "shop").check()
        #expect(try platform.get("shop") == (200, "two"))
        try waitUntilIdle(platform)
        try platform.renga("ps:sleep", "off", "-a", "shop").check()
        try eventually("it is up") { try platform.renga("ps", "-a", "shop").check().contains("web.1: up") }
    }

    @Test func `nonsense is refused in words`() throws {
        let platform = try Installation()
        try platform.create("shop")
        for (word, words) in [
            ("after=0", "an app sleeps after 1min without traffic at the earliest"), ("after=banana", "`banana` is no length of time"),
            ("30", "`ps:sleep` does not take `30`"), ("after=30", "`30` has no unit"), ("after=40d", "30 days"),
        ] {
            let outcome = try platform.renga("ps:sleep", word, "-a", "shop")
            #expect(outcome.status == .exited(2) && outcome.text.contains(words), "\(word): \(outcome.text)")
        }
        expect(try platform.renga("ps:sleep", "-a", "shop").check(), has: ["never sleeps", "ps:sleep after=30min"])
    }

    @Test func `whichever daemon is killed while it sleeps or wakes, it sleeps on, and is woken`() throws {
        let platform = try Installation(Self.extra)
        _ = try sleepy(platform)
        try waitUntilIdle(platform)
        // While it sleeps: neither a new runner nor a new router wakes it by itself.
        try platform.restartRunner()
        expect(try platform.renga("ps", "-a", "shop").check(), has: ["web.1: idle"])
        try platform.restartRouter(signal: SIGKILL)
        expect(try platform.renga("ps", "-a", "shop").check(), has: ["web.1: idle"])
        #expect(try ask(platform, 5) == Array(repeating: "200", count: 5))
        // Requests that come while no runner is there wait for the next one.
        try waitUntilIdle(platform)
        platform.stopRunner()
        let answers = try ask(platform, 5) {
            try platform.startRunner()
            try platform.waitUntilReady()
        }
        #expect(answers == Array(repeating: "200", count: 5))
        // And where it is killed while it wakes.
        try waitUntilIdle(platform)
        let again = try ask(platform, 5) {
            try eventually("it is being woken") { try platform.dynoIDs().contains { $0.contains(".web.") } }
            try platform.restartRunner()
        }
        #expect(again == Array(repeating: "200", count: 5))
        // The worker that requests wait at takes them with it, as ever; who comes next is served.
        try waitUntilIdle(platform)
        platform.stopRunner()
        _ = try ask(platform, 2) {
            let worker = try #require(Int32(try Files.text(platform.root.routerWorker).split(separator: "\n").first ?? ""))
            _ = kill(worker, SIGKILL)
            try eventually("another worker serves") { try Files.text(platform.root.routerWorker) != "\(worker)\n" }
        }
        let served = try ask(platform, 5) {
            try platform.startRunner()
            try platform.waitUntilReady()
        }
        #expect(served == Array(repeating: "200", count: 5))
        // An exchange of workers in the middle loses nobody.
        try waitUntilIdle(platform)
        #expect(try ask(platform, 20) { try platform.exchangeRouter() } == Array(repeating: "200", count: 20))
    }

    @Test func `an upgraded connection keeps it awake, and a start of the machine does not wake it`() throws {
        let platform = try Installation(Self.extra)
        _ = try sleepy(platform)
        _ = try platform.get("shop")
        let before = try platform.dynoIDs()
        let socket = try TCP.connect("127.0.0.1", platform.httpPort)
        try socket.write(all: Array("GET /echo HTTP/1.1\r\nHost: shop.localhost\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n".utf8))
        let end = Moment.monotonicMilliseconds() + 5_000
        while Moment.monotonicMilliseconds() < end {
            #expect(try platform.renga("ps", "-a", "shop").check().contains("web.1: up"))
        }
        #expect(try platform.dynoIDs() == before)
        _ = consume socket
        try waitUntilIdle(platform)
        platform.stopRunner()
        platform.stopRouter()
        try platform.loseVolatileState()
        try platform.startRunner()
        try platform.startRouter()
        try platform.waitUntilReady()
        expect(try platform.renga("ps", "-a", "shop").check(), has: ["web.1: idle"])
        #expect(try platform.dynoIDs() == [])
        #expect(try ask(platform, 20) == Array(repeating: "200", count: 20))
    }

    /// Until so many requests wait at the worker that serves, by its own word: no runner is needed.
    private func waitUntilWaiting(_ platform: Installation, _ count: Int) throws {
        var channel = try MessageChannel.connect(platform.root.routerSocket)
        try eventually("\(count) requests wait") {
            try channel.send(RouterRequest.report)
            while let event = try channel.receive(RouterEvent.self) {
                if case .report(let report) = event { return report.apps.contains { $0.name == "shop" && $0.waiting == count } }
            }
            return false
        }
    }

    /// Without a runner.
    private func replaceWorker(_ platform: Installation) throws {
        let before = try Files.text(platform.root.routerWorker)
        platform.router.kill(SIGHUP)
        try eventually("another worker serves") { try Files.text(platform.root.routerWorker) != before }
    }

    @Test func `twenty requests wait for what is held back, and runner and worker are replaced in either order: all are answered`() throws {
        let platform = try Installation(Self.extra)
        _ = try sleepy(platform)
        let all = Array(repeating: "200", count: 20)
        let orders: [[() throws -> Void]] = [
            // No runner is there while the worker is replaced that they wait at.
            [{ try replaceWorker(platform) }, { try platform.startRunner() }],
            // The worker is replaced while a runner comes up.
            [{ try platform.startRunner() }, { try replaceWorker(platform) }],
            // Twice.
            [{ try replaceWorker(platform) }, { try replaceWorker(platform) }, { try platform.startRunner() }],
        ]
        for (number, order) in orders.enumerated() {
            try waitUntilIdle(platform)
            platform.stopRunner()
            let answers = try ask(platform, 20) {
                try waitUntilWaiting(platform, 20)
                for act in order { try act() }
                try platform.waitUntilReady()
            }
            #expect(answers == all, "order \(number)")
        }
        // A pause that ends under another runner.
        try platform.renga("ps:sleep", "off", "-a", "shop").check()
        try eventually("it is up") { try platform.renga("ps", "-a", "shop").check().contains("web.1: up") }
        try platform.renga("ps:pause", "-a", "shop").check()
        #expect(
            try ask(platform, 20) {
                try waitUntilWaiting(platform, 20)
                platform.stopRunner()
                try replaceWorker(platform)
                try platform.startRunner()
                try platform.waitUntilReady()
                try platform.renga("ps:resume", "-a", "shop").check()
            } == all
        )
    }
}
