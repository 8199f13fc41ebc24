import Foundation
import Glibc
import Linux
import Model
import Planning

/// Carries out what the plan says of single dynos. Everything that blocks runs in a thread of its own.
final class DynoKeeper: Sendable {
    let fleet: Fleet
    let engine: any DynoEngine
    let launches: DynoLaunches
    let logs: AppLogs
    let collector: LogCollector
    private let watcher: ExitWatcher
    private let limits: Configuration.DynoLimits
    private let policy: RestartPolicy

    init(
        fleet: Fleet,
        engine: any DynoEngine,
        launches: DynoLaunches,
        logs: AppLogs,
        collector: LogCollector,
        limits: Configuration.DynoLimits
    ) throws {
        self.fleet = fleet
        self.engine = engine
        self.launches = launches
        self.logs = logs
        self.collector = collector
        self.limits = limits
        policy = RestartPolicy(
            firstPauseMilliseconds: Int64(limits.backoffSecondsMin) * 1000,
            pauseMillisecondsMax: Int64(limits.backoffSecondsMax) * 1000
        )
        watcher = try ExitWatcher()
        watcher.start { [weak self] id in self?.ended(id) }
    }

    /// Takes over the dynos that an earlier runner left.
    func adopt(_ found: [FoundDyno]) {
        let now = Moment.monotonicMilliseconds()
        for dyno in found {
            var record = FleetState.Dyno(spec: dyno.spec, startedAt: now, changedAt: now)
            record.phase = dyno.watch == nil ? .ended : dyno.wasUp ? .up : .starting
            // The runner before may have had it in its routes, and the router may have requests of it still.
            record.wasRouted = true
            fleet.update { $0.dynos[dyno.spec.id] = record }
            collector.follow(dyno.spec, path: engine.logPath(dyno.spec.id), resuming: true)
            guard let watch = dyno.watch else {
                ended(dyno.spec.id)
                continue
            }
            watcher.add(dyno.spec.id, watch.descriptor)
            if !dyno.wasUp { inBackground("probe") { self.bringUp(dyno.spec) } }
        }
    }

    func start(_ slot: DynoSlot) {
        let now = Moment.monotonicMilliseconds()
        let spec: DynoSpec
        let launch: DynoLaunch
        do {
            (spec, launch) = try launches.make(slot, taken: fleet.read { Set($0.dynos.values.map(\.spec.address)) })
        } catch {
            Diagnostics.say("cannot start \(slot.app) \(slot.name): \(error)")
            fleet.update {
                $0.histories[slot] = policy.crashed($0.histories[slot] ?? .init(), lived: 0, now: now + 1000)
            }
            return
        }
        start(spec, launch)
    }

    func start(_ spec: DynoSpec, _ launch: DynoLaunch) {
        let now = Moment.monotonicMilliseconds()
        fleet.update { $0.dynos[spec.id] = FleetState.Dyno(spec: spec, startedAt: now, changedAt: now) }
        logs.system(spec.slot.app, spec.slot.name, "Starting process with command `\(spec.command)`")
        inBackground("start") {
            do {
                let watch = try self.engine.start(spec, launch)
                self.collector.follow(spec, path: self.engine.logPath(spec.id))
                // It was quicker than we were; what it said and how it ended is there all the same.
                guard let watch else { return self.ended(spec.id) }
                self.watcher.add(spec.id, watch.descriptor)
                // Told to stop before there was anybody to hear it: it has done nothing yet that would need time.
                if self.fleet.read({ $0.dynos[spec.id]?.phase }) == .stopping {
                    self.attempt("kill \(spec.id)") { try self.engine.signal(spec.id, SIGKILL) }
                }
                self.bringUp(spec)
            } catch {
                let failure = self.launches.failure(error)
                self.logs.system(spec.slot.app, spec.slot.name, "Cannot start: \(failure.message)")
                self.fleet.update {
                    $0.dynos[spec.id]?.failure = "it could not be started: \(failure.message)"
                    $0.dynos[spec.id]?.startHint = failure.hint
                }
                self.ended(spec.id)
            }
        }
    }

    /// Waits until a dyno answers (a web dyno) or has lived long enough to count as up.
    private func bringUp(_ spec: DynoSpec) {
        let deadline = Moment.monotonicMilliseconds() + Int64(limits.bootSecondsMax) * 1000
        if spec.slot.isWeb {
            let probe = BootProbe(spec: spec) { [fleet] in
                fleet.read { $0.dynos[spec.id]?.phase != .starting }
            }
            switch probe.run(deadline: deadline) {
            case .answered(let status): markUp(spec, answer: status)
            case .ended: return
            case .silent(let bound): fail(spec, bound: bound)
            }
        } else {
            let settled = Moment.monotonicMilliseconds() + Int64(limits.settleMilliseconds)
            let gone: Bool? = fleet.wait(until: settled) { $0.dynos[spec.id]?.phase == .starting ? nil : true }
            if gone == nil { markUp(spec, answer: nil) }
        }
    }

    private func markUp(_ spec: DynoSpec, answer: Int?) {
        let cameUp = fleet.update { state in
            guard state.dynos[spec.id]?.phase == .starting else { return false }
            state.dynos[spec.id]?.phase = .up
            state.dynos[spec.id]?.answer = answer
            state.dynos[spec.id]?.changedAt = Moment.monotonicMilliseconds()
            return true
        }
        guard cameUp else { return }
        launches.markUp(spec.id)
        logs.system(spec.slot.app, spec.slot.name, "State changed from starting to up")
        fleet.wake()
    }

    private func fail(_ spec: DynoSpec, bound: Bool) {
        let seconds = limits.bootSecondsMax
        let reason =
            bound
            ? "it listens on $PORT, but did not answer a request within \(seconds) seconds"
            : "Web process failed to bind to $PORT within \(seconds) seconds of launch"
        logs.system(spec.slot.app, spec.slot.name, "Error R10 (Boot timeout) -> \(reason)")
        fleet.update { $0.dynos[spec.id]?.failure = "Error R10 (Boot timeout): \(reason)" }
        logs.system(spec.slot.app, spec.slot.name, "Stopping process with SIGKILL")
        attempt("kill \(spec.id)") { try engine.signal(spec.id, SIGKILL) }
    }

    /// Takes a dyno out of service: it leaves the routes now and is stopped once its last request has ended.
    func retire(_ id: String) {
        fleet.update { state in
            guard state.dynos[id]?.phase == .up || state.dynos[id]?.phase == .starting else { return }
            let now = Moment.monotonicMilliseconds()
            // The router never heard of it, so there is no last request to wait for.
            if state.dynos[id]?.wasRouted == false { state.dynos[id]?.drained = true }
            state.dynos[id]?.phase = .draining
            state.dynos[id]?.changedAt = now
        }
    }

    /// Moves dynos that leave along: drained ones get SIGTERM, those over their time SIGKILL. Returns when to look next.
    func advance(now: Int64) -> Int64 {
        var next = Int64.max
        for dyno in fleet.read({ Array($0.dynos.values) }) {
            switch dyno.phase {
            case .draining:
                let deadline = dyno.changedAt + drainMilliseconds(dyno.spec.slot.app)
                if dyno.drained || !dyno.spec.slot.isWeb || now >= deadline {
                    stop(dyno)
                } else {
                    next = min(next, deadline)
                }
            case .stopping where !dyno.killed:
                let deadline = dyno.changedAt + Int64(limits.stopSecondsMax) * 1000
                if now >= deadline { kill(dyno) } else { next = min(next, deadline) }
            default: break
            }
        }
        return next
    }

    /// How long an app's last requests may take: its own limit, or everybody's.
    private func drainMilliseconds(_ app: AppName) -> Int64 {
        let own = fleet.read { $0.wanted.first { $0.app == app }?.serving.policy.drainMilliseconds }
        return Int64(own ?? limits.drainSecondsMax * 1000)
    }

    private func stop(_ dyno: FleetState.Dyno) {
        let id = dyno.spec.id
        fleet.update {
            $0.dynos[id]?.phase = .stopping
            $0.dynos[id]?.changedAt = Moment.monotonicMilliseconds()
        }
        logs.system(dyno.spec.slot.app, dyno.spec.slot.name, "Stopping all processes with SIGTERM")
        inBackground("stop") { self.attempt("stop \(id)") { try self.engine.signal(id, SIGTERM) } }
        fleet.wake()
    }

    private func kill(_ dyno: FleetState.Dyno) {
        let name = dyno.spec.slot.name
        logs.system(
            dyno.spec.slot.app,
            name,
            "Error R12 (Exit timeout) -> Process failed to exit within \(limits.stopSecondsMax) seconds of SIGTERM"
        )
        logs.system(dyno.spec.slot.app, name, "Stopping process with SIGKILL")
        fleet.update { $0.dynos[dyno.spec.id]?.killed = true }
        inBackground("kill") { self.attempt("kill \(dyno.spec.id)") { try self.engine.signal(dyno.spec.id, SIGKILL) } }
    }

    /// A dyno's processes are gone.
    private func ended(_ id: String) {
        let now = Moment.monotonicMilliseconds()
        guard let before = fleet.read({ $0.dynos[id] }), before.phase != .ended || before.end == nil else { return }
        collector.finish(id)
        let end = engine.end(of: id)
        let slot = before.spec.slot
        let asked = before.phase == .stopping || before.phase == .draining
        if before.failure == nil || end != nil {
            if end?.outOfMemory == true { logs.system(slot.app, slot.name, "Error R15 (Memory quota vastly exceeded)") }
            logs.system(
                slot.app,
                slot.name,
                "Process exited with \(end.map { "status \($0.status)" } ?? "an unknown status")"
            )
        }
        if !asked { logs.system(slot.app, slot.name, "State changed from \(before.phase.rawValue) to crashed") }
        fleet.update { state in
            state.dynos[id]?.end = end ?? DynoEnd(status: 255, outOfMemory: false)
            state.dynos[id]?.phase = .ended
            state.dynos[id]?.changedAt = now
            if !asked {
                let history = state.histories[slot] ?? .init()
                state.histories[slot] = policy.crashed(history, lived: now - before.startedAt, now: now)
            }
        }
        if asked { clear(id) }
        fleet.wake()
    }

    /// Removes what an ended dyno left.
    func clear(_ id: String) {
        let dyno = fleet.update { $0.dynos.removeValue(forKey: id) }
        guard let dyno else { return }
        collector.forget(id)
        inBackground("clear") { self.attempt("clear \(id) away") { try self.engine.remove(dyno.spec) } }
    }

    /// The router says that a dyno's last request has ended.
    func drained(_ id: String) {
        // It may have come back into the routes since that was said.
        fleet.update { if !$0.isRouted(id) { $0.dynos[id]?.drained = true } }
        fleet.wake()
    }

    private func attempt(_ what: String, _ body: () throws -> Void) {
        do { try body() } catch { Diagnostics.say("cannot \(what): \(error)") }
    }
}
