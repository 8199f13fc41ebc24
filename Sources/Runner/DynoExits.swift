import Glibc
import Linux
import Model
import Operations
import Planning

/// From a dyno that leaves, or that ended by itself, to nothing. Everything that blocks runs in a thread of its own.
final class DynoExits: Sendable {
    private let fleet: Fleet
    private let engine: any DynoEngine
    private let logs: AppLogs
    private let printed: DynoLogs
    private let limits: Configuration.DynoLimits
    private let policy: RestartPolicy
    /// The longest time between two tries of what failed and has to be done all the same.
    static let tidyMilliseconds: Int64 = 5_000
    /// Of what a dyno that crashed has said last.
    private static let linesKept = 10
    private static let lineLengthMax = 500

    init(fleet: Fleet, engine: any DynoEngine, logs: AppLogs, printed: DynoLogs, limits: Configuration.DynoLimits) {
        self.fleet = fleet
        self.engine = engine
        self.logs = logs
        self.printed = printed
        self.limits = limits
        policy = RestartPolicy(
            firstPauseMilliseconds: Int64(limits.backoffSecondsMin) * 1000,
            pauseMillisecondsMax: Int64(limits.backoffSecondsMax) * 1000
        )
    }

    /// SIGTERM.
    func terminate(_ id: String) {
        let dyno: FleetState.Dyno? = fleet.update { state in
            guard state.dynos[id]?.phase == .draining else { return nil }
            state.dynos[id]?.phase = .stopping
            state.dynos[id]?.changedAt = Moment.monotonicMilliseconds()
            return state.dynos[id]
        }
        guard let dyno else { return }
        logs.system(dyno.spec, "Stopping all processes with SIGTERM")
        inBackground("stop") { Diagnostics.attempt("stop \(id)") { try self.engine.signal(id, SIGTERM) } }
        fleet.wake()
    }

    /// SIGKILL; sent again by the plan where it did not arrive.
    func kill(_ id: String, _ cause: DynoExit.Cause) {
        guard let dyno = fleet.read({ $0.dynos[id] }), dyno.phase != .ended else { return }
        if cause == .late {
            logs.system(
                dyno.spec,
                "Error R12 (Exit timeout) -> Process failed to exit within \(limits.stopSecondsMax) seconds of SIGTERM"
            )
        }
        if cause == .late || cause == .silent { logs.system(dyno.spec, "Stopping process with SIGKILL") }
        if cause == .deaf {
            logs.system(
                dyno.spec,
                "Error R16 (Detached) -> An attached process is not responding to SIGHUP after its external connection was closed."
            )
            logs.system(dyno.spec, "Stopping process with SIGKILL")
        }
        fleet.update { $0.dynos[id]?.killedAt = Moment.monotonicMilliseconds() }
        inBackground("kill") { Diagnostics.attempt("kill \(id)") { try self.engine.signal(id, SIGKILL) } }
    }

    /// SIGHUP: whoever sat before it has gone.
    func hangUp(_ id: String) {
        guard let dyno = fleet.read({ $0.dynos[id] }), dyno.phase != .ended else { return }
        logs.system(dyno.spec, "Client connection closed. Sending SIGHUP to all processes")
        fleet.update { $0.dynos[id]?.errand.hungUp(now: Moment.monotonicMilliseconds()) }
        inBackground("hang-up") { Diagnostics.attempt("hang up \(id)") { try self.engine.signal(id, SIGHUP) } }
    }

    /// A dyno's processes are gone.
    /// - Parameter end: nil: nobody knows how.
    func ended(_ id: String, _ end: DynoEnd?) {
        let now = Moment.monotonicMilliseconds()
        guard let before = fleet.read({ $0.dynos[id] }), before.phase != .ended || before.end == nil else { return }
        let slot = before.spec.slot
        let asked = before.phase == .stopping || before.phase == .draining
        if before.failure == nil || end != nil {
            if end?.outOfMemory == true { sayMemory(before.spec) }
            logs.system(
                before.spec,
                "Process exited with \(end.map { "status \($0.status)" } ?? "an unknown status")"
            )
        }
        if slot.kind == .oneOff {
            logs.system(before.spec, "State changed from \(before.phase.rawValue) to complete")
        } else if !asked {
            logs.system(before.spec, "State changed from \(before.phase.rawValue) to crashed")
            crashed(
                slot,
                lived: now - before.startedAt,
                how: before.failure.map { "did not come up: \($0)" } ?? Self.words(end),
                status: end?.status,
                spec: before.spec
            )
        }
        fleet.update { state in
            state.dynos[id]?.end = end ?? DynoEnd(status: 255, outOfMemory: false)
            state.dynos[id]?.phase = .ended
            if before.spec.isAttached == true || (slot.kind == .oneOff && slot.type == AppCron.type) {
                state.finish(id, wasAsked: asked, now: now)
            }
            state.dynos[id]?.changedAt = now
        }
        if asked { clear(id) }
        fleet.wake()
    }

    private func sayMemory(_ spec: DynoSpec) {
        var slot = spec.slot
        slot.app = fleet.read { $0.called(slot.app) }
        let bytes = limits.sized(spec.vintage?.size).memoryBytes
        for line in MemoryWatch.lastLines(bytes, of: slot, machine: MachineMemory.bytes) { logs.system(spec, line) }
    }

    /// A slot whose dyno ended, or could not be made, and was not to.
    /// - Parameter spec: nil: it could not be made.
    func crashed(_ slot: DynoSlot, lived: Int64, how: String, status: Int32? = nil, spec: DynoSpec? = nil) {
        let lines = spec.map { printed.lastLines($0.id).suffix(Self.linesKept).map { String($0.prefix(Self.lineLengthMax)) } }
        let jitter = Double.random(in: 0...1)
        let now = Moment.monotonicMilliseconds()
        fleet.update { state in
            var history = policy.crashed(state.histories[slot] ?? .init(), lived: lived, now: now, jitter: jitter)
            history.how = how
            history.status = status
            history.lastLines = lines ?? []
            history.vintage = spec.map { $0.vintage ?? DynoVintage() }
            state.histories[slot] = history
        }
    }

    /// `exited with status 1`
    private static func words(_ end: DynoEnd?) -> String {
        guard let end else { return "ended with an unknown status" }
        if end.outOfMemory { return "was killed for its memory (R15, status \(end.status))" }
        return end.status > 128 && end.status < 128 + 65
            ? "exited with status \(end.status) (signal \(end.status - 128))" : "exited with status \(end.status)"
    }

    /// Removes what an ended dyno left.
    func clear(_ id: String) {
        let dyno = fleet.update { $0.dynos.removeValue(forKey: id) }
        guard let dyno else { return }
        printed.forget(id)
        logs.drop(id)
        clear(dyno.spec)
    }

    /// What could not be removed is removed later.
    private func clear(_ spec: DynoSpec) {
        inBackground("clear") {
            do {
                try self.engine.remove(spec.id)
            } catch {
                Diagnostics.say("cannot clear \(spec.id) away: \(error)")
                let again = Moment.monotonicMilliseconds() + Self.tidyMilliseconds
                self.fleet.update { $0.graves[spec.id] = (spec, again) }
            }
        }
    }

    /// Clears away what could not be before. Returns when to look next.
    func tidy(now: Int64) -> Int64 {
        let due = fleet.update { state in
            let due = state.graves.filter { $0.value.notBefore <= now }
            for id in due.keys { state.graves[id] = nil }
            return due
        }
        for grave in due.values { clear(grave.spec) }
        return fleet.read { $0.graves.values.map(\.notBefore).min() } ?? .max
    }

    /// The router says that a dyno's last request has ended.
    func drained(_ id: String) {
        // It may have come back into the routes since that was said.
        fleet.update { if !$0.isRouted(id) { $0.dynos[id]?.routes.drained() } }
        fleet.wake()
    }
}
