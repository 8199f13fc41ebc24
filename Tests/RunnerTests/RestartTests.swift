import Glibc
import Ledger
import Linux
import Model
import Planning
import Testing

@testable import Runner

@Suite("Restarts, as the runner carries them out") struct RestartTests {
    @Test func `the new dyno serves before the old one is told to stop`() throws {
        let scene = try RunnerScene()
        try scene.release(try scene.boot())
        try scene.start()
        let old = scene.started(1)
        #expect(scene.router.serves("shop", [old]))
        scene.engine.state.update { $0.answer = nil }
        try scene.restart("web")
        let new = scene.started(2)
        #expect(scene.engine.state.read { $0.dynos[new]?.spec.vintage } == DynoVintage(restart: 1))
        // It does not answer yet: nobody touches the other.
        #expect(scene.router.serves("shop", [old]) && scene.engine.state.read { $0.dynos[old]?.signals } == [])
        scene.engine.state.update { $0.answer = "HTTP/1.1 200 OK\r\n\r\n" }
        #expect(scene.router.serves("shop", [new]))
        #expect(scene.engine.wait { $0.removed == [old] ? true : nil } == true)
        let tables = scene.router.state.read { $0.tables.map { $0.apps.first?.backends.map(\.id) ?? [] } }
        #expect(!tables.drop { $0.isEmpty }.contains([]), "in between nobody served: \(tables)")
    }

    @Test func `a runner that comes after one that was killed in the middle ends what was begun`() throws {
        let scene = try RunnerScene(["web": "serve"], ["web": 2])
        let deploy = try scene.boot()
        try scene.release(deploy)
        // What it finds: one dyno replaced and not gone, its successor up; the other not begun.
        func found(_ id: String, _ index: Int, _ restart: Int64) {
            let slot = DynoSlot(app: scene.app.name, deploy: deploy, type: "web", index: index)
            let vintage = DynoVintage(restart: restart)
            let spec = DynoSpec(id: id, slot: slot, port: 1, command: "serve", healthcheck: nil, startedAt: 0, vintage: vintage)
            scene.engine.state.update { $0.dynos[id] = FakeEngine.Dyno(spec: spec, isUp: true) }
        }
        found("old1", 1, 0)
        found("new1", 1, 1)
        found("old2", 2, 0)
        try scene.restart("web")
        try scene.start()
        let new2 = scene.started(1)
        #expect(scene.router.serves("shop", ["new1", new2]))
        #expect(scene.engine.wait { Set($0.removed) == ["old1", "old2"] ? true : nil } == true)
        #expect(scene.engine.state.read(\.started).count == 1)
    }

    @Test func `whoever waits hears that the new dyno crashed, with its last words`() throws {
        let scene = try RunnerScene()
        try scene.release(try scene.boot())
        try scene.start()
        let old = scene.started(1)
        #expect(scene.router.serves("shop", [old]))
        let line = LogBlock(["2026-11-23T18:15:01.123456+00:00 app[web.1]: no database"])
        scene.engine.state.update { state in
            // One that answered before it ended was up.
            state.answer = nil
            state.onStart = [.printed(line, mayRepeat: false), .ended(DynoEnd(status: 1, outOfMemory: false))]
        }
        let failure = try scene.refusal { rollouts in
            try scene.restart("web")
            _ = try rollouts.awaitDynos(scene.app.name, ["web.1"], anew: true, SilentClient())
        }
        #expect(failure?.code == .bootFailed && failure?.message == "the new web.1 exited with status 1")
        #expect(failure?.detail == ["no database"])
        #expect(scene.router.serves("shop", [old]) && scene.engine.state.read { $0.dynos[old]?.signals } == [])
    }

    @Test func `a dyno that is stopped finishes its requests, and another takes its place at once`() throws {
        let scene = try RunnerScene()
        try scene.release(try scene.boot())
        try scene.start()
        let first = scene.started(1)
        #expect(scene.router.serves("shop", [first]))
        #expect(scene.rollouts?.stop(scene.app.name, ["web.2"]) == [])
        #expect(scene.rollouts?.stop(scene.app.name, ["web.1"]) == ["web.1"])
        let second = scene.started(2)
        #expect(scene.router.serves("shop", [second]))
        #expect(scene.engine.wait { $0.removed == [first] ? true : nil } == true)
        // It was asked to: no crash, no pause.
        #expect(scene.runner?.fleet.read(\.histories).isEmpty == true)
    }
}
