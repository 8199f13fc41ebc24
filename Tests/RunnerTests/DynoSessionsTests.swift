import Glibc
import Ledger
import Linux
import Model
import Operations
import Testing
import Wire

@testable import Runner

@Suite("Processes in dynos that run") struct DynoSessionsTests {
    private func serving() throws -> RunnerScene {
        let scene = try RunnerScene()
        try scene.release(try scene.boot())
        try scene.start()
        #expect(scene.isUp(scene.started(1)))
        return scene
    }

    private func enter(_ scene: RunnerScene, _ dyno: String = "web.1") throws -> EnterDyno.Answer {
        let ends = try Descriptor.socketPair()
        let request = EnterDyno(app: scene.app.name, dyno: dyno, command: [], stance: .terminal(.standard))
        return try ControlClient(root: scene.root).ask(request, inputs: [ends.writing.number])
    }

    @Test func `one says how it ended, and is in the log by whom`() throws {
        let scene = try serving()
        let answer = try enter(scene)
        #expect(answer.id == scene.started(1))
        scene.engine.state.update { $0.sessions[answer.session] = .ended(7) }
        let end = try ControlClient(root: scene.root).ask(AwaitDyno(app: scene.app.name, id: answer.id, session: answer.session))
        #expect(end == AwaitDyno.Answer(status: 7))
        _ = try scene.log(with: "app[api]: Entered web.1 with `bash` by user root")
    }

    @Test func `a dyno that is not there is named with those that are`() throws {
        let scene = try serving()
        let failure = #expect(throws: Failure.self) { try enter(scene, "web.2") }
        #expect(failure?.message == "`shop` has no dyno `web.2` that runs" && failure?.hint == "there are web.1")
    }

    @Test func `one whose dyno has gone is over, and of what never was nobody knows`() throws {
        let scene = try serving()
        let answer = try enter(scene)
        scene.engine.state.update { $0.sessions[answer.session] = nil }
        let client = ControlClient(root: scene.root)
        let end = try client.ask(AwaitDyno(app: scene.app.name, id: answer.id, session: answer.session))
        #expect(end.status == 137 && end.reason == "the dyno that it was in has ended")
        for (id, session) in [(answer.id, "../.."), ("other.web.1.a", answer.session), ("shop./etc", "a"), (answer.id, "")] {
            #expect(throws: Failure.self) { try client.ask(AwaitDyno(app: scene.app.name, id: id, session: session)) }
        }
    }

    @Test func `one whose client goes is hung up`() throws {
        let scene = try serving()
        let answer = try enter(scene)
        do {
            let channel = try MessageChannel.connect(scene.root.controlSocket)
            try channel.send(ControlRequest(AwaitDyno(app: scene.app.name, id: answer.id, session: answer.session)))
        }
        #expect(scene.engine.wait { $0.sessionSignals.isEmpty ? nil : $0.sessionSignals } == [SIGHUP])
    }
}
