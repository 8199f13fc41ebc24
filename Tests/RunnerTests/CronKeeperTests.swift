import Ledger
import Linux
import Model
import Operations
import Testing
import Wire

@testable import Runner

@Suite("Jobs in the runner") struct CronKeeperTests {
    /// 1 January 2100 and 2101, far from what the runner's own clock finds.
    private static let times: [Int64] = [4_102_444_800, 4_133_980_800]

    private func ask<Asked: Request>(_ scene: RunnerScene, _ request: Asked) throws -> Asked.Answer {
        try ControlClient(root: scene.root).ask(request)
    }

    private func scene(_ concurrency: CronJob.Concurrency, oneOffsMax: Int = 20) throws -> RunnerScene {
        let scene = try RunnerScene(oneOffsMax: oneOffsMax)
        try scene.release(try scene.boot())
        try scene.start()
        #expect(scene.isUp(scene.started(1)))
        let job = try CronJob(schedule: "0 0 1 1 *", command: "work", concurrency: concurrency)
        _ = try ask(scene, AddCron(app: scene.app.name, job: job))
        return scene
    }

    private func look(_ scene: RunnerScene, _ number: Int) throws { try scene.runner?.cron.look(now: Self.times[number]) }

    /// The job, once that holds.
    private func job(_ scene: RunnerScene, _ holds: (CronSummary) -> Bool) throws -> CronSummary? {
        let end = Moment.monotonicMilliseconds() + 60_000
        while Moment.monotonicMilliseconds() < end {
            if let found = try ask(scene, ListCron(app: scene.app.name)).first, holds(found) { return found }
        }
        return nil
    }

    @Test func `one runs once, and how it ended is known`() throws {
        let scene = try scene(.forbid)
        try look(scene, 0)
        let id = scene.started(2)
        let spec = scene.engine.state.read { $0.dynos[id]?.spec }
        #expect(spec?.slot.type == "scheduler" && spec?.slot.kind == .oneOff && spec?.command == "work")
        #expect(try job(scene) { $0.dyno == spec?.slot.name }?.result == nil)
        try look(scene, 0)
        // It still runs.
        try look(scene, 1)
        _ = try scene.log(with: "Job 1 is passed over: \(spec?.slot.name ?? "") still runs it")
        scene.engine.end(id, status: 3)
        #expect(try job(scene) { $0.result != nil }?.result == "exited 3")
        #expect(scene.engine.state.read(\.started).count == 2)
    }

    @Test func `one that somebody has started runs already, and how it ended is known`() throws {
        let scene = try scene(.forbid)
        let name = try ask(scene, RunCron(app: scene.app.name, id: "1")).name
        let app = scene.app.id
        let ledger = try #require(scene.rollouts).platform.ledger
        // Whatever the row says: a clock that was set since, another run.
        try ledger.write { try $0.refuseCronRun("#1", of: app, at: 100, result: "unknown", now: 1) }
        try look(scene, 0)
        _ = try scene.log(with: "Job 1 is passed over: \(name) still runs it")
        #expect(scene.engine.state.read(\.started).count == 2)
        let second = try ask(scene, RunCron(app: scene.app.name, id: "1")).name
        #expect(try job(scene) { $0.dyno == second }?.last != nil)
        scene.engine.end(scene.started(3), status: 7)
        #expect(try job(scene) { $0.result != nil }?.result == "exited 7")
        // When it is due next stays as it is.
        #expect(try ledger.read { try $0.cronRuns(app)["#1"]?.seenAt } == Self.times[0])
    }

    @Test func `all that is due in one minute does not begin at once`() throws {
        let scene = try scene(.allow)
        _ = try ask(scene, AddCron(app: scene.app.name, job: try CronJob(schedule: "0 0 1 1 *", command: "second")))
        let began = Moment.monotonicMilliseconds()
        try look(scene, 0)
        let commands = [scene.started(2), scene.started(3)].map { id in scene.engine.state.read { $0.dynos[id]?.spec.command } }
        #expect(commands == ["work", "second"])
        #expect(Moment.monotonicMilliseconds() - began >= 900)
    }

    @Test func `one whose zone is gone says so, once`() throws {
        let scene = try scene(.allow)
        let app = scene.app.id
        try #require(scene.rollouts).platform.ledger.write { db in
            _ = try db.insertSchedule(try CronJob(schedule: "0 0 1 1 *", command: "far", zone: "Nowhere/Land"), of: app, now: 1)
        }
        try look(scene, 0)
        _ = try scene.log(with: "Job 2 is never due: this machine knows no time zone `Nowhere/Land`")
        try look(scene, 1)
        #expect(scene.engine.wait { $0.started.count == 3 ? true : nil } == true)
        let log = try scene.log(with: "Job 2 is never due")
        #expect(log.ranges(of: "Job 2 is never due").count == 1)
    }

    @Test func `a job that is gone and comes back has missed nothing`() throws {
        let scene = try scene(.allow)
        let app = scene.app.id
        let ledger = try #require(scene.rollouts).platform.ledger
        try ledger.write { try $0.skipCronRun("of a release that is gone", of: app, at: 5) }
        try look(scene, 0)
        #expect(try ledger.read { try $0.cronRuns(app).keys.sorted() } == ["#1"])
    }

    @Test func `one that replaces ends the one before`() throws {
        let scene = try scene(.replace)
        try look(scene, 0)
        let first = scene.started(2)
        let name = scene.engine.state.read { $0.dynos[first]?.spec.slot.name }
        #expect(try job(scene) { $0.dyno == name } != nil)
        try look(scene, 1)
        let second = scene.started(3)
        #expect(first != second)
        #expect(scene.engine.wait { $0.removed.contains(first) ? true : nil } == true)
        scene.engine.end(second, status: 0)
        #expect(try job(scene) { $0.result == "exited 0" } != nil)
    }

    @Test func `one that replaces gets the place of the one before, where an app has no other`() throws {
        let scene = try scene(.replace, oneOffsMax: 1)
        try look(scene, 0)
        let first = scene.started(2)
        // It takes its time to end.
        scene.engine.state.update { $0.diesOfTerm = false }
        try look(scene, 1)
        let second = scene.started(3)
        #expect(first != second && second != "none")
        scene.engine.end(first, status: 143)
        #expect(scene.engine.wait { $0.removed.contains(first) ? true : nil } == true)
        scene.engine.end(second, status: 0)
        #expect(try job(scene) { $0.result == "exited 0" } != nil)
    }

    @Test func `one that does not start says so, and is not tried again`() throws {
        let scene = try scene(.allow)
        scene.engine.state.update { $0.startsFail = 1 }
        try look(scene, 0)
        #expect(try job(scene) { $0.result != nil }?.result?.hasPrefix("not started: ") == true)
        _ = try scene.log(with: "Job 1 could not be started")
        try look(scene, 0)
        // A second try would have taken back how the first one ended, within the look.
        #expect(try ask(scene, ListCron(app: scene.app.name)).first?.result?.hasPrefix("not started: ") == true)
        #expect(scene.engine.state.read(\.started).count <= 2)
    }
}
