import Linux
import Model
import Operations
import Synchronization

@testable import Runner

/// Dynos that are nothing but what a test says of them.
final class StubEngine: DynoEngine {
    struct Script {
        /// How often removing fails, and sending a signal.
        var removesFail = 0
        var signalsFail = 0
        var signals: [Int32] = []
        var removed: [String] = []
        var sockets: [ListeningSocket]?
        var microseconds: Int64?
    }

    let script = Mutex(Script())

    func prepare() -> [FoundDyno] { [] }
    func start(_ spec: DynoSpec, _ launch: DynoLaunch) -> DynoWatch? { nil }

    func release(_ order: ReleaseCommand.Order, cancel: Int32, lines: ([String]) throws -> Void) {}
    func signal(_ id: String, _ signal: Int32) throws {
        let fails = script.withLock { script in
            script.signals.append(signal)
            script.signalsFail -= 1
            return script.signalsFail >= 0
        }
        if fails { throw SystemError("start", "crun", code: 11) }
    }

    func end(of id: String) -> DynoEnd? { nil }

    func remove(_ spec: DynoSpec) throws {
        let fails = script.withLock { script in
            script.removesFail -= 1
            if script.removesFail < 0 { script.removed.append(spec.id) }
            return script.removesFail >= 0
        }
        if fails { throw SystemError("remove", spec.id, code: 28) }
    }

    func sweepBuilds() {}
    func diskUse(_ id: String, limits: DiskLimits) -> DiskReading { .within(DiskAmount()) }
    func bytesWritten(_ id: String) -> Int64? { nil }
    func logPath(_ id: String) -> String { "/nowhere/\(id)" }
    func rotateLog(_ id: String) {}
    func cpuMicroseconds(_ id: String) -> Int64? { script.withLock { $0.microseconds } }
    func listening(_ id: String) -> [ListeningSocket]? { script.withLock { $0.sockets } }
}
