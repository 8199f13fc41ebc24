import Linux
import Model
import Planning
import Synchronization
import Testing

@testable import Runner

@Suite("The boot probe") struct BootProbeTests {
    private func probe(_ engine: FakeEngine, milliseconds: Int64, isOver: @escaping () -> Bool = { false }) throws -> BootProbe {
        let slot = DynoSlot(app: try .named("shop"), deploy: 1, type: "web", index: 1)
        engine.state.update { $0.answer = nil }
        let spec = DynoSpec(id: "a", slot: slot, port: 1, command: "serve", healthcheck: nil, startedAt: 0)
        let visit = Visit(host: "shop.localhost", isSecure: true)
        let clock = BootClock(limitMilliseconds: milliseconds, cores: 1_000)
        return BootProbe(spec, at: FakeEngine.endpoint(spec), visits: [visit], clock: clock, engine: engine, isOver: isOver)
    }

    private static let local = ListeningSocket(line: "0: 0100007F:1F40 00000000:0000 0A")

    @Test func `is certain before the time is over where a dyno that does nothing listens elsewhere`() throws {
        let engine = FakeEngine()
        let socket = try #require(Self.local)
        engine.state.update {
            $0.sockets = [socket]; $0.microseconds = 5
        }
        var probe = try probe(engine, milliseconds: 20_000)
        #expect(probe.run() == .elsewhere([socket]))
        #expect((5_000..<15_000).contains(probe.clock.passedMilliseconds))
    }

    @Test func `gives a dyno all of its time that listens nowhere, or that still computes`() throws {
        let socket = try #require(Self.local)
        for sockets in [nil, [], [socket]] as [[ListeningSocket]?] {
            let engine = FakeEngine()
            // nil: nobody can say what it uses.
            engine.state.update {
                $0.sockets = sockets; $0.microseconds = sockets == [socket] ? nil : 5
            }
            var probe = try probe(engine, milliseconds: 1_500)
            #expect(probe.run() == .silent(bound: false))
        }
    }

    @Test func `ends with its dyno`() throws {
        var probe = try probe(FakeEngine(), milliseconds: 60_000) { true }
        #expect(probe.run() == .ended)
    }
}
