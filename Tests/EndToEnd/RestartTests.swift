import Glibc
import Linux
import Model
import Testing

/// The daemons come and go; the apps stay.
@Suite("Restarts") struct RestartTests {
    /// Says a number when it is asked, and every number only once.
    private static let counter = SampleApps.server.replacing(
        "print(\"served\", self.path, flush=True)",
        with: "print(\"line\", self.path.removeprefix(\"/env/\"), flush=True)"
    )

    @Test func `a new runner finds the dynos, and their logs go on without loss or repetition`() throws {
        let platform = try Installation()
        try platform.create("shop")
        try platform.push(try SampleApps.web("one", ["server.py": Self.counter]), to: "shop").check()
        let dynos = try platform.dynoIDs()
        try say(0..<20, platform)
        platform.stopRunner()
        try say(20..<40, platform)
        try platform.startRunner()
        try platform.waitUntilReady()
        try say(40..<60, platform)
        try eventually("the last line is in the log") { try lines(platform).contains(59) }
        #expect(try lines(platform) == Array(0..<60))
        #expect(try platform.dynoIDs() == dynos)
        #expect(try platform.get("shop") == (200, "one"))
    }

    @Test(arguments: [SIGTERM, SIGKILL]) func `a tail goes on behind a new runner, and dynos are up since they came up`(_ signal: Int32)
        throws
    {
        let platform = try Installation()
        try platform.create("shop")
        try platform.push(try SampleApps.web("one", ["server.py": Self.counter]), to: "shop").check()
        let since = try platform.upSince("shop")
        let tail = try BackgroundCommand(platform, ["logs", "--tail", "-s", "app", "-a", "shop"])
        // One that has nothing to show yet is none that was never heard.
        let later = try BackgroundCommand(platform, ["logs", "-f", "--since", "1h", "--grep", "line 7", "-a", "shop"])
        try later.wait(for: "no line has `line 7`; waiting for one")
        try say(0..<5, platform)
        try tail.wait(for: "line 4")
        platform.stopRunner(signal: signal)
        try say(5..<10, platform)
        try platform.startRunner()
        try platform.waitUntilReady()
        try say(10..<15, platform)
        try tail.wait(for: "line 14")
        try later.wait(for: "app[web.1]: line 7")
        for one in [tail, later] {
            one.interrupt()
            _ = one.finish()
        }
        #expect(try later.text.ranges(of: "app[web.1]: line 7").count == 1)
        let text = try tail.text
        let lines = text.split(separator: "\n").compactMap { line in
            line.firstRange(of: "app[web.1]: line ").flatMap { Int(line[$0.upperBound...]) }
        }
        #expect(lines == Array(0..<15), "\(text)")
        // A clock that is read twice.
        #expect(abs(try platform.upSince("shop") - since) <= 1)
    }

    private func say(_ numbers: Range<Int>, _ platform: Installation) throws {
        for number in numbers { #expect(try platform.get("shop", "/env/\(number)").status == 200) }
    }

    private func lines(_ platform: Installation) throws -> [Int] {
        try platform.renga("logs", "-a", "shop", "-n", "1000").text.split(separator: "\n").compactMap { line in
            line.firstRange(of: "app[web.1]: line ").flatMap { Int(line[$0.upperBound...]) }
        }
    }

    @Test func `a dyno that ended while no runner was there is started again`() throws {
        let platform = try Installation()
        try platform.create("shop")
        try platform.push(try SampleApps.web("one"), to: "shop").check()
        let before = try platform.dynoIDs()
        platform.stopRunner()
        try platform.killDynos()
        try platform.startRunner()
        try platform.waitUntilReady()
        try eventually("the app answers again") { try platform.get("shop") == (200, "one") }
        #expect(try platform.dynoIDs() != before)
        try platform.expectNoLeftovers(dynos: 1)
    }

    @Test func `the walls around dynos are put back where somebody takes them away or puts others in their place`() throws {
        let platform = try Installation()
        let bridge = platform.network.bridge
        // Without what they have counted and whom they have seen.
        func rules() throws -> String { try Command("/usr/sbin/nft", ["-s", "-t", "list", "table", "inet", bridge]).run().text }
        let before = try rules()
        #expect(before.contains("skuid"))
        try Command("/usr/sbin/nft", ["delete", "table", "inet", bridge]).check()
        try eventually("they are back") { try rules() == before }
        // As a builder of an older version does at each push.
        let older = "table inet \(bridge) {}\ndelete table inet \(bridge)\ntable inet \(bridge) {\nchain between {\n}\n}\n"
        try Command("/usr/sbin/nft", ["-f", "-"]).check(input: Array(older.utf8))
        try eventually("they are those of this version") { try rules() == before }
    }

    @Test func `a new router serves at once, with no runner`() throws {
        let platform = try Installation()
        try platform.create("shop")
        try platform.push(try SampleApps.web("one"), to: "shop").check()
        platform.stopRunner()
        platform.stopRouter()
        try platform.startRouter()
        try eventually("the router listens") { try platform.get("shop").status != 0 }
        #expect(try platform.get("shop") == (200, "one"))
        try platform.startRunner()
        try platform.waitUntilReady()
        #expect(try platform.get("shop") == (200, "one"))
    }

    @Test func `after a start of the machine the apps come back`() throws {
        let platform = try Installation()
        try platform.create("shop")
        let source = try SampleApps.web("one", ["Procfile": "web: exec python3 server.py\nworker: exec sleep infinity\n"])
        try platform.push(source, to: "shop").check()
        try platform.renga("ps:scale", "-a", "shop", "web=2", "worker=1").check()
        try eventually("three dynos run") { try platform.dynos("shop").filter { $0["state"] == .text("up") }.count == 3 }
        platform.stopRunner()
        platform.stopRouter()
        try platform.killDynos()
        try platform.loseVolatileState()
        try platform.startRunner()
        try platform.startRouter()
        try platform.waitUntilReady()
        try eventually("the app answers again") { try platform.get("shop") == (200, "one") }
        try eventually("three dynos run") { try platform.dynos("shop").filter { $0["state"] == .text("up") }.count == 3 }
        try platform.expectNoLeftovers(dynos: 3)
        try source.commit(["message": "two"])
        try platform.expectDeploy(of: source, to: "shop")
        #expect(try platform.get("shop") == (200, "two"))
    }
}

extension Installation {
    /// Since when web.1 is up, in seconds of the day.
    fileprivate func upSince(_ app: String) throws -> Int {
        let line = try renga("ps", "-a", app).check().split(separator: "\n").first { $0.hasPrefix("web.1: up ") }
        let clock = line?.split(separator: " ").first { $0.contains(":") && $0.first?.isNumber == true }
        let parts = clock?.split(separator: ":").compactMap { Int($0) } ?? []
        guard parts.count == 3 else { throw Failure(.internal, "web.1 is not up: \(line ?? "")") }
        return parts[0] * 3600 + parts[1] * 60 + parts[2]
    }
}
