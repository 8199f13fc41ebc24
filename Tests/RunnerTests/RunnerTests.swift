import Glibc
import Ledger
import Linux
import Model
import Planning
import Testing

@testable import Runner

/// Nothing here is a process: what the runner knows of dynos it has from its engine.
@Suite("The runner over its engine") struct RunnerTests {
    @Test func `starts what is wanted, asks it for a page, and routes to where the engine says`() throws {
        let scene = try RunnerScene()
        try scene.release(try scene.boot())
        try scene.start()
        let id = scene.started(1)
        #expect(scene.router.serves("shop", [id]))
        let backend = scene.router.state.read { $0.tables.last?.apps.first?.backends.first }
        #expect(backend?.address == "at \(id)" && backend?.name == "web.1")
        // The table may be there before the engine is told.
        let dyno = scene.engine.wait { $0.dynos[id]?.isUp == true ? $0.dynos[id] : nil }
        #expect(dyno?.launch?.uid == scene.app.uid && dyno?.launch?.command == "serve")
        #expect(dyno?.launch?.environment["PORT"] == "\(dyno?.spec.port ?? 0)" && dyno?.launch?.environment["DYNO"] == "web.1")
        scene.engine.print(id, "hello")
        _ = try scene.log(with: "app[web.1]: hello")
        #expect(try scene.log(with: "State changed from starting to up").contains("heroku[web.1]: State changed from starting to up"))
    }

    @Test func `starts what crashes again, and says how it ended`() throws {
        let scene = try RunnerScene()
        try scene.release(try scene.boot())
        try scene.start()
        let first = scene.started(1)
        #expect(scene.router.serves("shop", [first]))
        scene.engine.end(first, status: 3)
        let second = scene.started(2)
        #expect(scene.router.serves("shop", [second]))
        #expect(scene.engine.wait { $0.removed == [first] ? true : nil } == true)
        let log = try scene.log(with: "State changed from up to crashed")
        #expect(log.contains("heroku[web.1]: Process exited with status 3"))
    }

    @Test func `says what could not be started, and tries again`() throws {
        let scene = try RunnerScene()
        scene.engine.state.update { $0.startsFail = 1 }
        try scene.release(try scene.boot())
        try scene.start()
        #expect(scene.router.serves("shop", [scene.started(1)]))
        _ = try scene.log(with: "heroku[web.1]: Cannot start: ")
    }

    @Test func `stops a dyno only when its last request has ended`() throws {
        let scene = try RunnerScene(["web": "serve"], ["web": 2])
        try scene.release(try scene.boot())
        try scene.start()
        let ids = [scene.started(1), scene.started(2)]
        let byName = { (id: String) in scene.engine.state.read { $0.dynos[id]?.spec.slot.name ?? "" } }
        let (stays, goes) = byName(ids[0]) == "web.1" ? (ids[0], ids[1]) : (ids[1], ids[0])
        #expect(scene.router.serves("shop", [stays, goes]))
        scene.router.state.update { $0.busy = [goes] }
        try scene.scale("web", 1)
        #expect(scene.router.serves("shop", [stays]))
        let applied = scene.router.state.read { $0.tables.last?.version ?? 0 }
        let round: UInt64? = scene.runner?.fleet.wait(until: Moment.monotonicMilliseconds() + 60_000) {
            $0.appliedVersion >= applied ? $0.roundsDone : nil
        }
        // Two more looks, and it is left in peace.
        let looked = (round ?? 0) + 2
        scene.runner?.fleet.wake()
        scene.runner?.fleet.wake()
        _ = scene.runner?.fleet.wait(until: Moment.monotonicMilliseconds() + 60_000) { $0.roundsDone >= looked ? true : nil }
        #expect(scene.engine.state.read { $0.dynos[goes]?.signals } == [])
        scene.router.drained(goes)
        #expect(scene.engine.wait { $0.removed == [goes] ? true : nil } == true)
        #expect(try scene.log(with: "Process exited with status 143").contains("heroku[web.2]: Stopping all processes with SIGTERM"))
        #expect(scene.engine.state.read { $0.dynos[stays]?.signals } == [])
    }

    @Test func `ends what does not heed SIGTERM`() throws {
        let scene = try RunnerScene(["worker": "work"], ["worker": 1], stopSecondsMax: 0)
        scene.engine.state.update { $0.diesOfTerm = false }
        try scene.release(try scene.boot())
        try scene.start()
        let id = scene.started(1)
        #expect(scene.isUp(id))
        try scene.scale("worker", 0)
        #expect(scene.engine.wait { $0.removed == [id] ? true : nil } == true)
        #expect(try scene.log(with: "Process exited with status 137").contains("Error R12 (Exit timeout)"))
    }

    @Test func `boots a new version beside the old one, which goes when the new one serves`() throws {
        let scene = try RunnerScene()
        try scene.release(try scene.boot())
        try scene.start()
        let old = scene.started(1)
        #expect(scene.router.serves("shop", [old]))
        let deploy = try scene.boot()
        let new = scene.started(2)
        #expect(scene.isUp(new))
        scene.engine.print(new, "of the candidate")
        scene.engine.print(old, "of the old one")
        #expect(try !scene.log(with: "of the old one").contains("of the candidate"))
        #expect(scene.router.state.read { $0.tables.allSatisfy { $0.apps.allSatisfy { $0.backends.map(\.id) != [new] } } })
        try scene.release(deploy)
        #expect(scene.router.serves("shop", [new]))
        #expect(scene.engine.wait { $0.removed == [old] ? true : nil } == true)
        _ = try scene.log(with: "of the candidate")
        #expect(scene.engine.state.read { $0.started.count } == 2)
    }

    @Test func `takes over what an earlier runner left, and starts what has ended meanwhile`() throws {
        let scene = try RunnerScene(["web": "serve", "worker": "work"], ["web": 1, "worker": 1])
        let deploy = try scene.boot()
        try scene.release(deploy)
        func spec(_ type: String) -> DynoSpec {
            let slot = DynoSlot(app: scene.app.name, deploy: deploy, type: type, index: 1)
            return DynoSpec(id: "old.\(type)", slot: slot, port: 5000, command: "run", healthcheck: nil, startedAt: 0)
        }
        scene.engine.state.update { state in
            state.dynos["old.web"] = FakeEngine.Dyno(spec: spec("web"), isUp: true)
            state.dynos["old.worker"] = FakeEngine.Dyno(spec: spec("worker"), isUp: true, end: DynoEnd(status: 1, outOfMemory: true))
        }
        try Files.makeDirectory(scene.root.logs(scene.app.name))
        let known = "2026-11-23T18:15:01.123456+00:00 app[web.1]: "
        try Files.replace(scene.root.logs(scene.app.name) + "/app.log", with: "\(known)one\n\(known)two\n")
        try scene.start()
        #expect(scene.router.serves("shop", ["old.web"]))
        let worker = scene.started(1)
        #expect(scene.engine.state.read { $0.dynos[worker]?.spec.slot.name } == "worker.1")
        // The runner before had handed on two of them and could not remember it.
        scene.engine.print("old.web", "one", "two", "three", mayRepeat: true)
        let log = try scene.log(with: "three")
        #expect(log.split(separator: "\n").filter { $0.contains("app[web.1]: ") } == ["one", "two", "three"].map { "\(known)\($0)" })
        #expect(log.contains("Error R15 (Memory quota vastly exceeded)"))
        #expect(log.contains("it was at its limit of 512 MB. More: renga ps:type worker="))
        #expect(scene.engine.state.read { $0.started } == [worker])
    }

    @Test func `a dyno that prints more than may be read is said to`() throws {
        let scene = try RunnerScene()
        try scene.release(try scene.boot())
        try scene.start()
        let id = scene.started(1)
        var dropped = DroppedLines()
        dropped.add(7, since: "noon")
        scene.engine.tell(.dropped(dropped), of: id)
        _ = try scene.log(with: "heroku[web.1]: Error L12 (output buffer overflow): 7 messages dropped since noon.")
    }
}
