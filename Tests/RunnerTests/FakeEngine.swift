import Glibc
import Linux
import Model
import Operations
import Planning

@testable import Runner

/// Dynos that are nothing but what a test says of them: the runner's whole world without a container, in memory.
final class FakeEngine: DynoEngine {
    struct Dyno {
        let spec: DynoSpec
        var launch: DynoLaunch?
        var isUp = false
        /// nil: it runs.
        var end: DynoEnd?
        var signals: [Int32] = []
    }

    struct State {
        var dynos: [String: Dyno] = [:]
        /// Ids, in order.
        var started: [String] = []
        var removed: [String] = []
        /// How often each of these fails before it works.
        var startsFail = 0
        var removesFail = 0
        var signalsFail = 0
        var marksFail = 0
        /// What web dynos answer; nil: nobody listens.
        var answer: String? = "HTTP/1.1 200 OK\r\n\r\n"
        /// Of single dynos.
        var answers: [String: String] = [:]
        var diesOfTerm = true
        /// What a dyno does as soon as it is started.
        var onStart: [DynoEvent] = []
        var sockets: [ListeningSocket]?
        var sessions: [String: InnerProcess.Life] = [:]
        var sessionSignals: [Int32] = []
        /// How commands end that are run in dynos, in order of their beginning, the last again and again; nil: they run.
        var sessionEnds: [Int32] = []
        /// What was run that is no dyno.
        var commands: [String] = []
        /// Those of apps that are called so at their end go on.
        var holdsCommands: String?
        /// What was run in dynos.
        var lines: [String] = []
        /// How much such a command prints before it ends.
        var printsBytes = 0
        var microseconds: Int64?
        /// Of single dynos.
        var computed: [String: Int64] = [:]
        /// Of these, what was not their first process; else all of it.
        var worked: [String: Int64] = [:]
        var memories: [String: DynoMemory] = [:]
        /// Copies of files beside that.
        var fileBytes: [String: Int64] = [:]
        /// How often each was looked at closely.
        var memoryLooks: [String: Int] = [:]
        var diskUses: [String: DiskReading] = [:]
        var written: [String: Int64] = [:]
        /// How often each was measured.
        var measured: [String: Int] = [:]
        fileprivate var sink: (any DynoSink)?
        fileprivate var connections: [Int32] = []
    }

    let state = Monitor(State())

    deinit { for number in state.read(\.connections) { _ = close(number) } }

    func prepare() -> [FoundDyno] {
        state.read(\.dynos).values.map {
            FoundDyno(spec: $0.spec, endpoint: Self.endpoint($0.spec), isRunning: $0.end == nil, wasUp: $0.isUp, upSince: nil)
        }
    }

    func deliver(to sink: any DynoSink) {
        state.update { $0.sink = sink }
        for dyno in state.read(\.dynos).values where dyno.end != nil { sink.take(.ended(dyno.end), of: dyno.spec) }
    }

    func start(_ spec: DynoSpec, _ launch: DynoLaunch, _ streams: DynoStreams) throws {
        let events: [DynoEvent]? = state.update { state in
            state.startsFail -= 1
            guard state.startsFail < 0 else { return nil }
            state.dynos[spec.id] = Dyno(spec: spec, launch: launch)
            state.started.append(spec.id)
            return state.onStart
        }
        guard let events else { throw SystemError("start", "crun", code: ENOSPC) }
        tell(.started(Self.endpoint(spec)), of: spec.id)
        for event in events { tell(event, of: spec.id) }
    }

    func enter(_ id: String, session: String, _ process: InnerProcess, _ streams: DynoStreams) {
        let (bytes, end) = state.update { state in
            state.lines.append(process.line)
            let end: InnerProcess.Life = state.sessionEnds.first.map { .ended($0) } ?? .running
            state.sessions[session] = state.printsBytes > 0 ? .running : end
            if state.sessionEnds.count > 1 { state.sessionEnds.removeFirst() }
            return (state.printsBytes, end)
        }
        guard bytes > 0, case .pipes(let pipes) = streams else { return }
        let output = Descriptor(owning: fcntl(pipes[1], F_DUPFD_CLOEXEC, 0))
        inBackground("command") { [self] in
            // Nobody reads it where it was ended.
            try? output.write(all: [UInt8](repeating: UInt8(ascii: "a"), count: bytes) + Array("\nlast\n".utf8))
            state.update { if $0.sessions[session] == .running { $0.sessions[session] = end } }
        }
    }

    func look(at session: String, in id: String, milliseconds: Int32) -> InnerProcess.Life {
        let end = Moment.monotonicMilliseconds() + Int64(milliseconds)
        let life: InnerProcess.Life? = state.wait(until: end) { $0.sessions[session] == .running ? nil : $0.sessions[session] ?? .unknown }
        return life ?? .running
    }

    func forget(_ id: String, session: String) { state.update { $0.sessions[session] = nil } }

    func signal(_ id: String, session: String, _ signal: Int32) {
        state.update { state in
            state.sessionSignals.append(signal)
            if signal == SIGKILL || state.diesOfTerm { state.sessions[session] = .ended(128 + signal) }
        }
    }

    /// An address that only its engine understands.
    static func endpoint(_ spec: DynoSpec) -> DynoEndpoint { DynoEndpoint(address: "at \(spec.id)", port: spec.port) }

    func tell(_ event: DynoEvent, of id: String) {
        let (sink, dyno) = state.update { state in
            if case .ended(let end) = event { state.dynos[id]?.end = end ?? DynoEnd(status: 255, outOfMemory: false) }
            return (state.sink, state.dynos[id])
        }
        if let dyno { sink?.take(event, of: dyno.spec) }
    }

    func end(_ id: String, status: Int32) { tell(.ended(DynoEnd(status: status, outOfMemory: false)), of: id) }

    func print(_ id: String, _ lines: String..., mayRepeat: Bool = false) {
        let name = state.read { $0.dynos[id]?.spec.slot.name } ?? ""
        let block = LogBlock(lines.map { "2026-11-23T18:15:01.123456+00:00 app[\(name)]: \($0)" })
        tell(.printed(block, mayRepeat: mayRepeat), of: id)
    }

    func signal(_ id: String, _ signal: Int32) throws {
        let (fails, ends) = state.update { state in
            state.signalsFail -= 1
            guard state.signalsFail < 0 else { return (true, false) }
            state.dynos[id]?.signals.append(signal)
            return (false, (signal == SIGKILL || state.diesOfTerm) && state.dynos[id]?.end == nil)
        }
        if fails { throw SystemError("start", "crun", code: EAGAIN) }
        if ends { end(id, status: 128 + signal) }
    }

    func markUp(_ id: String, since: Int64) throws {
        let fails = state.update { state in
            state.marksFail -= 1
            if state.marksFail < 0 { state.dynos[id]?.isUp = true }
            return state.marksFail >= 0
        }
        if fails { throw SystemError("write", id, code: ENOSPC) }
    }

    func remove(_ id: String) throws {
        let fails = state.update { state in
            state.removesFail -= 1
            if state.removesFail < 0 {
                state.removed.append(id)
                state.dynos[id] = nil
            }
            return state.removesFail >= 0
        }
        if fails { throw SystemError("remove", id, code: ENOSPC) }
    }

    func release(_ order: ReleaseCommand.Order, cancel: Int32, lines: ([String]) throws -> Void) throws {
        state.update { $0.commands.append("\(order.kind.rawValue) of \(order.app): \(order.command)") }
        try lines(["from \(order.app)"])
        let _: Bool? = state.wait(until: .max / 2) { state in
            state.holdsCommands.map { order.app.text.hasSuffix($0) } == true ? nil : true
        }
    }

    func diskUse(_ id: String, limits: DiskLimits) -> DynoDiskUse {
        state.update { state in
            state.measured[id, default: 0] += 1
            return DynoDiskUse(state.diskUses[id] ?? .within(DiskAmount()), written: state.written[id])
        }
    }

    func written(_ id: String) -> Int64? { state.read { $0.written[id] } }

    func cpuMicroseconds(_ id: String) -> Int64? { state.read { $0.computed[id] ?? $0.microseconds } }
    func workMicroseconds(_ id: String) -> Int64? { state.read { state in state.worked[id] ?? state.computed[id] ?? state.microseconds } }
    func memoryGlance(_ id: String) -> MemoryGlance? {
        state.read { state in
            state.memories[id].map {
                MemoryGlance(bytes: $0.usedBytes + (state.fileBytes[id] ?? 0), limitBytes: $0.limitBytes, kills: $0.kills)
            }
        }
    }
    func memory(_ id: String) -> DynoMemory? {
        state.update { state in
            state.memoryLooks[id, default: 0] += 1
            return state.memories[id]
        }
    }
    func killedForMemory(_ id: String) -> String? { "gunicorn" }
    func listening(_ id: String) -> [ListeningSocket]? { state.read(\.sockets) }

    func connect(to endpoint: DynoEndpoint) -> Descriptor? {
        guard let answer = state.read({ $0.answers[String(endpoint.address.dropFirst(3))] ?? $0.answer }) else { return nil }
        var ends: [Int32] = [-1, -1]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else { return nil }
        // It is there before anybody asks, and stays open, so that whoever asks can.
        try? writeAll(Array(answer.utf8), to: ends[1])
        state.update { $0.connections.append(ends[1]) }
        return Descriptor(owning: ends[0])
    }
}

extension FakeEngine {
    /// Waits until it has come to something.
    func wait<T>(_ answer: (State) -> T?) -> T? { state.wait(until: Moment.monotonicMilliseconds() + 60_000) { answer($0) } }
}
