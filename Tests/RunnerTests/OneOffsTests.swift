import Glibc
import Ledger
import Linux
import Model
import Operations
import Planning
import Testing
import Wire

@testable import Runner

@Suite("One-off dynos in the runner") struct OneOffsTests {
    private func ask<Asked: Request>(_ scene: RunnerScene, _ request: Asked) throws -> Asked.Answer {
        try ControlClient(root: scene.root).ask(request)
    }

    private func serving() throws -> RunnerScene {
        let scene = try RunnerScene()
        try scene.release(try scene.boot())
        try scene.start()
        #expect(scene.isUp(scene.started(1)))
        return scene
    }

    /// The signals that a dyno got, once there are so many.
    private func signals(_ scene: RunnerScene, _ id: String, _ count: Int) -> [Int32]? {
        scene.engine.wait { state in state.dynos[id].flatMap { $0.signals.count >= count ? $0.signals : nil } }
    }

    @Test func `one is no part of the formation, has a number, and says how it ended`() throws {
        let scene = try serving()
        let started = try ask(scene, RunDyno(app: scene.app.name, command: ["work"], environment: ["A": "1"]))
        let dyno = scene.engine.state.read { $0.dynos[started.id] }
        #expect(dyno?.spec.slot.kind == .oneOff && started.name == dyno?.spec.slot.name && dyno?.spec.command == "work")
        #expect(dyno?.launch?.environment["DYNO"] == started.name && dyno?.launch?.environment["A"] == "1")
        #expect(dyno?.launch?.environment["PORT"] == nil)
        let shown = try ask(scene, ListDynos(app: scene.app.name)).dynos.first { $0.name == started.name }
        #expect(shown?.state == "up" && shown?.command == "work")
        scene.engine.end(started.id, status: 3)
        let log = try scene.log(with: "State changed from up to complete")
        #expect(log.contains("heroku[\(started.name)]: Starting process with command `work` by user root"))
        #expect(log.contains("heroku[\(started.name)]: Process exited with status 3"))
        #expect(scene.engine.wait { $0.removed == [started.id] ? true : nil } == true)
        #expect(scene.engine.state.read { $0.started.count } == 2)
    }

    @Test func `whoever waits is told how it ended, also after it has`() throws {
        let scene = try serving()
        let ends = try Descriptor.socketPair()
        let stance = OneOffStance.terminal(.standard)
        let request = RunDyno(app: scene.app.name, command: ["work"], stance: stance, term: "vt100")
        let started = try ControlClient(root: scene.root).ask(request, inputs: [ends.writing.number])
        #expect(scene.engine.state.read { $0.dynos[started.id]?.launch?.environment["TERM"] } == "vt100")
        scene.engine.end(started.id, status: 5)
        #expect(try ask(scene, AwaitDyno(app: scene.app.name, id: started.id)).status == 5)
        let failure = #expect(throws: Failure.self) { try ask(scene, AwaitDyno(app: scene.app.name, id: started.id)) }
        #expect(failure?.code == .notFound)
    }

    @Test func `one whose client goes is hung up`() throws {
        let scene = try serving()
        scene.engine.state.update { $0.diesOfTerm = false }
        let ends = try Descriptor.socketPair()
        let request = RunDyno(app: scene.app.name, command: ["work"], stance: .terminal(.standard))
        let started = try ControlClient(root: scene.root).ask(request, inputs: [ends.writing.number])
        do {
            // It asks, and goes without the answer.
            let channel = try MessageChannel.connect(scene.root.controlSocket)
            try channel.send(ControlRequest(AwaitDyno(app: scene.app.name, id: started.id)))
            let heard: Bool? = scene.runner?.fleet.wait(until: Moment.monotonicMilliseconds() + 60_000) {
                $0.dynos[started.id]?.errand.aloneAt == nil ? true : nil
            }
            #expect(heard == true)
        }
        #expect(signals(scene, started.id, 1) == [SIGHUP])
        _ = try scene.log(with: "Client connection closed. Sending SIGHUP to all processes")
    }

    @Test func `one that does not start is nobody's`() throws {
        let scene = try serving()
        scene.engine.state.update { $0.startsFail = 1 }
        #expect(throws: Failure.self) { try ask(scene, RunDyno(app: scene.app.name, command: ["work"])) }
        #expect(try ask(scene, ListDynos(app: scene.app.name)).dynos.map(\.name) == ["web.1"])
    }
}
