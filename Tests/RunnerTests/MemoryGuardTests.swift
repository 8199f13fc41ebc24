import Linux
import Model
import Planning
import Testing

@testable import Runner

@Suite("The guard of memory") struct MemoryGuardTests {
    @Test func `says in an app's log what the kernel did, and nothing of what was before`() throws {
        let scene = try RunnerScene()
        try scene.release(try scene.boot())
        try scene.start()
        let id = scene.started(1)
        #expect(scene.isUp(id))
        let fleet = try #require(scene.runner?.fleet)
        let logs = AppLogs(root: scene.root, limits: Configuration().logs)
        let memory = MemoryGuard(fleet: fleet, engine: scene.engine, logs: logs)
        func kills(_ number: Int64?) {
            scene.engine.state.update { $0.memories[id] = DynoMemory(usedBytes: 1, limitBytes: 1 << 29, kills: number) }
        }
        kills(3)
        var watches = memory.look(nil)
        watches = memory.look(watches)
        #expect(watches == [id: MemoryWatch(kills: 3)])
        kills(4)
        watches = memory.look(watches)
        #expect(watches != [id: MemoryWatch(kills: 3)])
        logs.flush()
        let log = try scene.log(with: "The kernel killed `gunicorn`: the dyno was at its limit of 512 MB.")
        #expect(log.contains("heroku[web.1]: Error R14 (Memory quota exceeded)"))
        #expect(log.contains("heroku[web.1]: Process running mem=512M(100.0%)"))
        // A count that cannot be read is none that begins anew.
        let told = watches
        kills(nil)
        #expect(memory.look(told) == told)
        // Nor is a dyno of the runner before that nobody could look at first a new one.
        scene.engine.state.update { $0.memories[id] = nil }
        let blind = memory.look(nil)
        #expect(blind == [id: MemoryWatch(kills: nil)])
        kills(4)
        #expect(memory.look(blind) == [id: MemoryWatch(kills: 4)])
        // It holds next to nothing: what it does of its own is not asked.
        func looks() -> Int { scene.engine.state.read { $0.memoryLooks[id] ?? 0 } }
        let before = looks()
        watches = memory.look(watches)
        #expect(looks() == before)
        // Copies of files, which the kernel gives back, are no news, and are looked at to tell.
        scene.engine.state.update { $0.fileBytes[id] = 511 << 20 }
        let known = watches
        watches = memory.look(watches)
        #expect(looks() == before + 1 && watches == known)
        scene.engine.end(id, status: 0)
        #expect(fleet.wait(until: Moment.monotonicMilliseconds() + 60_000) { $0.dynos[id] == nil ? true : nil } == true)
        #expect(memory.look(watches)[id] == nil)
    }
}
