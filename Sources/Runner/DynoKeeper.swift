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
    let watcher: ExitWatcher
    let limits: Configuration.DynoLimits
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
            // The machine's clock has run since, or is another one: it was started anew.
            if record.phase == .up, let since = dyno.upSince, since <= now { (record.startedAt, record.changedAt) = (since, since) }
            record.launchedAt = now
            record.isMarked = dyno.wasUp
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

    /// A slot whose dyno ended, or could not be made, and was not to.
    func crashed(_ slot: DynoSlot, lived: Int64, how: String, status: Int32? = nil) {
        let jitter = Double.random(in: 0...1)
        let now = Moment.monotonicMilliseconds()
        fleet.update { state in
            var history = policy.crashed(state.histories[slot] ?? .init(), lived: lived, now: now, jitter: jitter)
            history.how = how
            history.status = status
            state.histories[slot] = history
        }
    }

    /// The longest time between two tries of what failed and has to be done all the same.
    static let tidyMilliseconds: Int64 = 5_000

    /// Tries again what failed: clearing away, and remembering which dynos are up. Returns when to look next.
    func tidy(now: Int64) -> Int64 {
        let (graves, unmarked) = fleet.update { state in
            let graves = state.graves.filter { $0.value.notBefore <= now }
            for id in graves.keys { state.graves[id] = nil }
            let unmarked = state.dynos.values.filter { $0.phase == .up && !$0.isMarked && $0.changedAt + Self.tidyMilliseconds <= now }
            return (graves, unmarked.map(\.spec.id))
        }
        for grave in graves.values { clear(grave.spec) }
        for id in unmarked { inBackground("mark") { self.mark(id) } }
        return fleet.read { $0.graves.values.map(\.notBefore).min() } ?? .max
    }

    func attempt(_ what: String, _ body: () throws -> Void) {
        do { try body() } catch { Diagnostics.say("cannot \(what): \(error)") }
    }
}
