import Ledger
import Linux
import Model
import Planning
import Testing
import Wire

@testable import Runner

@Suite("Sleep, as the runner carries it out") struct SleepTests {
    private func serving(_ processes: [String: String] = ["web": "serve"], _ formation: [String: Int] = ["web": 1]) throws
        -> (scene: RunnerScene, deploy: Int64, first: String)
    {
        let scene = try RunnerScene(processes, formation)
        let deploy = try scene.boot()
        try scene.release(deploy)
        try scene.start()
        let id = scene.started(1)
        return (scene, deploy, id)
    }

    @Test func `an app that nobody asks for long leaves the routes, and its web dynos end; the next request wakes it`() throws {
        let (scene, _, first) = try serving()
        #expect(scene.router.serves("shop", [first]))
        scene.router.state.update { $0.busy = [first] }
        try scene.sleep(after: 1)
        // While it has traffic, or nobody knows, it stays.
        let asked: Int? = scene.router.state.wait(until: Moment.monotonicMilliseconds() + 60_000) { $0.reportsAsked > 1 ? 1 : nil }
        #expect(asked != nil && scene.router.serves("shop", [first]))
        scene.router.state.update { $0.quietMilliseconds = 0 }
        let more: Int? = scene.router.state.wait(until: Moment.monotonicMilliseconds() + 60_000) { $0.reportsAsked > 3 ? 1 : nil }
        #expect(more != nil && scene.router.serves("shop", [first]))
        scene.router.state.update { $0.quietMilliseconds = 5_000 }
        #expect(scene.router.isAsleep("shop") && scene.router.serves("shop", []))
        // Its last request has not ended.
        #expect(scene.engine.state.read { $0.dynos[first]?.signals } == [])
        let version = scene.router.state.read { $0.tables.last?.version ?? 0 }
        let isApplied: Bool? = scene.runner?.fleet.wait(until: Moment.monotonicMilliseconds() + 60_000) {
            $0.appliedVersion >= version ? true : nil
        }
        #expect(isApplied == true)
        scene.router.drained(first)
        #expect(scene.engine.wait { $0.removed == [first] ? true : nil } == true)
        #expect(try scene.log(with: "Process exited with status 143").contains("heroku[web.1]: Idling"))
        scene.router.state.update { $0.quietMilliseconds = 0 }
        scene.router.awaited("shop")
        let second = scene.started(2)
        #expect(scene.router.serves("shop", [second]))
        _ = try scene.log(with: "heroku[web.1]: Unidling")
        #expect(scene.engine.state.read(\.started).count == 2)
    }

    @Test func `one that is called otherwise sleeps by its own traffic, and is woken`() throws {
        let (scene, _, first) = try serving()
        #expect(scene.router.serves("shop", [first]))
        try scene.rename(to: "store")
        scene.router.state.update { $0.quietMilliseconds = 5_000 }
        try scene.sleep(after: 1)
        #expect(scene.router.isAsleep("shop"))
        scene.router.state.update { $0.quietMilliseconds = 0 }
        scene.router.awaited("shop")
        #expect(scene.router.serves("shop", [scene.started(2)]))
    }

    @Test func `a request that comes while the last dyno still ends is served by a new one`() throws {
        let (scene, deploy, first) = try serving()
        #expect(scene.router.serves("shop", [first]))
        scene.router.state.update { $0.busy = [first] }
        try scene.sleep(after: 600)
        try scene.putToSleep(deploy)
        #expect(scene.router.isAsleep("shop"))
        scene.router.awaited("shop")
        let second = scene.started(2)
        #expect(scene.router.serves("shop", [second]))
        #expect(scene.engine.state.read { $0.dynos[first]?.signals } == [])
    }

    @Test func `a runner that comes anew knows who sleeps, starts nothing, and wakes who is waited for`() throws {
        let scene = try RunnerScene(["web": "serve", "worker": "work"], ["web": 1, "worker": 1])
        let deploy = try scene.boot()
        try scene.release(deploy)
        try scene.sleep(after: 600)
        try scene.putToSleep(deploy)
        try scene.start()
        // The worker is none of what sleeps.
        let worker = scene.started(1)
        #expect(scene.isUp(worker) && worker.contains(".worker."))
        #expect(scene.router.isAsleep("shop"))
        #expect(scene.engine.state.read(\.started) == [worker])
        let idle = scene.runner?.fleet.read {
            DynoReport($0, versions: [:], commands: [:], memory: [:], now: 0, wall: 0).dynos(of: scene.app.name)
        }
        #expect(idle?.map { "\($0.name) \($0.state)" }.sorted() == ["web.1 idle", "worker.1 up"])
        // For one that nobody knows, and twice.
        scene.router.awaited("nobody")
        scene.router.awaited("shop")
        scene.router.awaited("shop")
        #expect(scene.router.serves("shop", [scene.started(2)]))
        #expect(scene.engine.state.read(\.started).count == 2)
    }

    @Test func `the whole app sleeps where that was asked for, and ps:sleep off wakes it`() throws {
        let (scene, deploy, _) = try serving(["web": "serve", "worker": "work"], ["web": 1, "worker": 1])
        let ids = [scene.started(1), scene.started(2)]
        #expect(ids.allSatisfy(scene.isUp))
        try scene.sleep(after: 600, wholeApp: true)
        try scene.putToSleep(deploy)
        #expect(scene.engine.wait { Set($0.removed) == Set(ids) ? true : nil } == true)
        try scene.sleep(after: nil)
        #expect(scene.engine.wait { $0.started.count == 4 ? true : nil } == true)
    }

    @Test func `a release that follows is awake`() throws {
        let (scene, deploy, first) = try serving()
        #expect(scene.router.serves("shop", [first]))
        try scene.sleep(after: 600)
        try scene.putToSleep(deploy)
        #expect(scene.engine.wait { $0.removed == [first] ? true : nil } == true)
        let next = try scene.boot()
        let second = scene.started(2)
        #expect(scene.isUp(second) && scene.router.isAsleep("shop"))
        try scene.release(next)
        #expect(scene.router.serves("shop", [second]))
        #expect(scene.engine.state.read(\.started).count == 2)
    }

    @Test func `one that is woken and crashes is tried with pauses, and says so`() throws {
        let (scene, deploy, first) = try serving()
        #expect(scene.router.serves("shop", [first]))
        try scene.sleep(after: 600)
        try scene.putToSleep(deploy)
        #expect(scene.router.isAsleep("shop"))
        scene.engine.state.update { $0.onStart = [.ended(DynoEnd(status: 1, outOfMemory: false))] }
        scene.router.awaited("shop")
        let phase: Bool? = scene.router.state.wait(until: Moment.monotonicMilliseconds() + 60_000) {
            $0.tables.last?.apps.first?.phase == .crashed ? true : nil
        }
        #expect(phase == true)
    }
}
