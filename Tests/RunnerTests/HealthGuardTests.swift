import Ledger
import Linux
import Model
import Operations
import Planning
import Testing

@testable import Runner

@Suite("The guard of health") struct HealthGuardTests {
    @Test func `a dyno that fails its check is replaced by one that serves before it goes`() throws {
        var check = SteadyCheck(path: "/alive")
        (check.waitSeconds, check.timeoutSeconds, check.attempts) = (1, 1, 2)
        let scene = try RunnerScene(steady: check)
        try scene.release(try scene.boot())
        try scene.start()
        let sick = scene.started(1)
        #expect(scene.router.serves("shop", [sick]))
        scene.engine.state.update { $0.answers[sick] = "HTTP/1.1 503 Service Unavailable\r\n\r\n" }
        let well = scene.started(2)
        #expect(scene.router.serves("shop", [well]))
        #expect(scene.engine.wait { $0.removed == [sick] ? true : nil } == true)
        let log = try scene.log(with: "heroku[web.1]: Restarting")
        #expect(log.contains("Health check failed: GET /alive got no answer below 400 in 1 s, 2 times in a row"))
        #expect(scene.engine.state.read { $0.dynos[well]?.spec.vintage } == DynoVintage(restart: 1))
    }

    private static func checks(_ change: (inout TypeChecks) -> Void) -> TypeChecks {
        var checks = TypeChecks()
        change(&checks)
        return checks
    }

    private static func check(_ line: String?, attempts: Int) -> HealthCheck {
        var check = HealthCheck(command: line)
        (check.waitSeconds, check.timeoutSeconds, check.attempts) = (1, 1, attempts)
        return check
    }

    @Test func `a worker whose command fails is replaced, and one whose command cannot tell is not`() throws {
        let checks = Self.checks { $0.liveness = [Self.check("bin/alive 'a b'", attempts: 2)] }
        let scene = try RunnerScene(["worker": "work"], ["worker": 1], checks: checks)
        scene.engine.state.update { $0.sessionEnds = [0] }
        try scene.release(try scene.boot())
        try scene.start()
        let sick = scene.started(1)
        #expect(scene.engine.wait { $0.lines.count > 1 ? true : nil } == true)
        #expect(scene.engine.state.read(\.lines).first == "bin/alive 'a b'")
        scene.engine.state.update { $0.sessionEnds = [7] }
        #expect(scene.engine.wait { $0.removed == [sick] ? true : nil } == true)
        let log = try scene.log(with: "heroku[worker.1]: Restarting")
        #expect(log.contains("Health check failed: `bin/alive 'a b'` ended with status 7, 2 times in a row"))
    }

    @Test func `a command that does not end is ended, and counts as failed`() throws {
        let scene = try RunnerScene(
            ["worker": "work"],
            ["worker": 1],
            checks: Self.checks { $0.liveness = [Self.check("hang", attempts: 1)] }
        )
        try scene.release(try scene.boot())
        try scene.start()
        let sick = scene.started(1)
        #expect(scene.engine.wait { $0.removed == [sick] ? true : nil } == true)
        #expect(try scene.log(with: "heroku[worker.1]: Restarting").contains("Health check failed: `hang` did not end within 1 s"))
        #expect(scene.engine.state.read(\.sessionSignals).contains(9))
    }

    @Test func `a command that prints more than a pipe holds comes to its end, and its last line is heard`() throws {
        let scene = try RunnerScene(
            ["worker": "work"],
            ["worker": 1],
            checks: Self.checks { $0.liveness = [Self.check("cat page", attempts: 1)] }
        )
        scene.engine.state.update { ($0.printsBytes, $0.sessionEnds) = (300_000, [4]) }
        try scene.release(try scene.boot())
        try scene.start()
        let sick = scene.started(1)
        #expect(scene.engine.wait { $0.removed.contains(sick) ? true : nil } == true)
        let log = try scene.log(with: "heroku[worker.1]: Restarting")
        #expect(log.contains("Health check failed: `cat page` ended with status 4: last"))
    }

    @Test func `so many commands are begun at once, and whoever waits is not asked where nobody wants to know`() {
        let turns = CheckTurns(2)
        #expect(turns.take { false } && turns.take { false })
        var looks = 0
        let isOver = {
            looks += 1
            return looks > 1
        }
        #expect(!turns.take(isOver: isOver))
        turns.give()
        #expect(turns.take { false })
    }

    @Test func `a web dyno that takes no connections any more is replaced`() throws {
        let scene = try RunnerScene(checks: Self.checks { $0.liveness = [Self.check(nil, attempts: 1)] })
        try scene.release(try scene.boot())
        try scene.start()
        let sick = scene.started(1)
        #expect(scene.router.serves("shop", [sick]))
        scene.engine.state.update { $0.answer = nil }
        #expect(scene.engine.wait { $0.started.count > 1 ? true : nil } == true)
        scene.engine.state.update { $0.answer = "HTTP/1.1 200 OK\r\n\r\n" }
        #expect(scene.engine.wait { $0.removed.contains(sick) ? true : nil } == true)
        #expect(try scene.log(with: "Restarting").contains("Health check failed: nobody took a connection to its port in 1 s"))
    }

    @Test func `a dyno is up once its startup command has said so`() throws {
        let scene = try RunnerScene(checks: Self.checks { $0.startup = [Self.check("ready", attempts: 3)] })
        scene.engine.state.update { $0.sessionEnds = [1, 1, 0] }
        try scene.release(try scene.boot())
        try scene.start()
        let dyno = scene.started(1)
        #expect(scene.router.serves("shop", [dyno]))
        #expect(scene.engine.state.read(\.lines) == ["ready", "ready", "ready"])
    }

    @Test func `and one that never says so is refused with what it said`() throws {
        let scene = try RunnerScene(checks: Self.checks { $0.startup = [Self.check("ready", attempts: 2)] })
        scene.engine.state.update { $0.sessionEnds = [3] }
        try scene.release(try scene.boot())
        try scene.start()
        let log = try scene.log(with: "Health check failed")
        #expect(log.contains("its startup check `ready` ended with status 3 (2 attempts)"))
    }

    @Test func `a dyno is replaced for its age where config.yml says so, at a moment of its own`() throws {
        let hour: Int64 = 3_600_000
        #expect(!DynoCycle.isDue("a", upMilliseconds: 1000 * hour, hours: 0))
        #expect(
            !DynoCycle.isDue("a", upMilliseconds: 24 * hour - 1, hours: 24) && DynoCycle.isDue("a", upMilliseconds: 28 * hour, hours: 24)
        )
        let moments = (0..<200).map { number in
            (0..<216).first { DynoCycle.isDue("shop.web.\(number)", upMilliseconds: 24 * hour + Int64($0) * 60_000, hours: 24) }
        }
        #expect(Set(moments).count > 50)
    }

    @Test func `the old dyno goes once the new one serves`() throws {
        let scene = try RunnerScene(cycleHours: 1)
        try scene.release(try scene.boot())
        try scene.start()
        let old = scene.started(1)
        #expect(scene.router.serves("shop", [old]))
        let keeper = try #require(scene.runner?.cycling)
        keeper.look(now: Moment.monotonicMilliseconds() + 3_000_000)
        #expect(scene.engine.state.read(\.started) == [old])
        keeper.look(now: Moment.monotonicMilliseconds() + 5_000_000)
        #expect(scene.router.serves("shop", [scene.started(2)]))
        #expect(scene.engine.wait { $0.removed == [old] ? true : nil } == true)
        #expect(try scene.log(with: "Restarting").contains("heroku[web.1]: Cycling"))
    }
}
