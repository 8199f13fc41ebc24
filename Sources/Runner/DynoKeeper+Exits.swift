import Glibc
import Linux
import Model
import Planning

/// From a dyno that is up, or that ended by itself, to nothing.
extension DynoKeeper {
    /// Takes a dyno out of service: it leaves the routes now and is stopped once its last request has ended.
    func retire(_ id: String) {
        fleet.update { state in
            guard state.dynos[id]?.phase == .up || state.dynos[id]?.phase == .starting else { return }
            // The router never heard of it, so there is no last request to wait for.
            if state.dynos[id]?.wasRouted == false { state.dynos[id]?.drained = true }
            state.dynos[id]?.leftAt = nil
            state.dynos[id]?.phase = .draining
            state.dynos[id]?.changedAt = Moment.monotonicMilliseconds()
        }
        fleet.wake()
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
        inBackground("stop") { self.attempt("stop \(id)") { try self.engine.signal(id, SIGTERM) } }
        fleet.wake()
    }

    /// SIGKILL, after SIGTERM did not help.
    func killLate(_ id: String) {
        guard let dyno = fleet.read({ $0.dynos[id] }), dyno.phase != .ended else { return }
        if dyno.killedAt == nil {
            logs.system(
                dyno.spec,
                "Error R12 (Exit timeout) -> Process failed to exit within \(limits.stopSecondsMax) seconds of SIGTERM"
            )
            logs.system(dyno.spec, "Stopping process with SIGKILL")
        }
        kill(id)
    }

    /// SIGKILL; sent again by the plan where it did not arrive.
    func kill(_ id: String) {
        fleet.update { $0.dynos[id]?.killedAt = Moment.monotonicMilliseconds() }
        inBackground("kill") { self.attempt("kill \(id)") { try self.engine.signal(id, SIGKILL) } }
    }

    /// A dyno's processes are gone.
    func ended(_ id: String) {
        let now = Moment.monotonicMilliseconds()
        guard let before = fleet.read({ $0.dynos[id] }), before.phase != .ended || before.end == nil else { return }
        collector.finish(id)
        let end = engine.end(of: id)
        let slot = before.spec.slot
        let asked = before.phase == .stopping || before.phase == .draining
        if before.failure == nil || end != nil {
            if end?.outOfMemory == true { logs.system(before.spec, "Error R15 (Memory quota vastly exceeded)") }
            logs.system(
                before.spec,
                "Process exited with \(end.map { "status \($0.status)" } ?? "an unknown status")"
            )
        }
        if !asked {
            logs.system(before.spec, "State changed from \(before.phase.rawValue) to crashed")
            crashed(
                slot,
                lived: now - before.startedAt,
                how: before.failure.map { "did not come up: \($0)" } ?? Self.words(end),
                status: end?.status
            )
        }
        fleet.update { state in
            state.dynos[id]?.end = end ?? DynoEnd(status: 255, outOfMemory: false)
            state.dynos[id]?.phase = .ended
            state.dynos[id]?.changedAt = now
        }
        if asked { clear(id) }
        fleet.wake()
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
        collector.forget(id)
        logs.drop(id)
        clear(dyno.spec)
    }

    /// What could not be removed is removed later.
    func clear(_ spec: DynoSpec) {
        inBackground("clear") {
            do {
                try self.engine.remove(spec)
            } catch {
                Diagnostics.say("cannot clear \(spec.id) away: \(error)")
                let again = Moment.monotonicMilliseconds() + Self.tidyMilliseconds
                self.fleet.update { $0.graves[spec.id] = (spec, again) }
            }
        }
    }

    /// The router says that a dyno's last request has ended.
    func drained(_ id: String) {
        // It may have come back into the routes since that was said.
        fleet.update { if !$0.isRouted(id) { $0.dynos[id]?.drained = true } }
        fleet.wake()
    }
}
