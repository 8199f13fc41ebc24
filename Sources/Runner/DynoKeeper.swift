import Linux
import Model
import Planning

/// Carries out what the plan says of single dynos, and hears what becomes of them.
final class DynoKeeper: DynoSink {
    let starts: DynoStarts
    let exits: DynoExits
    let printed: DynoLogs
    private let fleet: Fleet

    init(fleet: Fleet, engine: any DynoEngine, launches: DynoLaunches, logs: AppLogs, limits: Configuration.DynoLimits) {
        self.fleet = fleet
        printed = DynoLogs(logs)
        exits = DynoExits(fleet: fleet, engine: engine, logs: logs, printed: printed, limits: limits)
        starts = DynoStarts(fleet: fleet, engine: engine, launches: launches, logs: logs, exits: exits, limits: limits)
    }

    /// Takes over the dynos that an earlier runner left. What became of those that have ended comes from the engine.
    func adopt(_ found: [FoundDyno]) {
        let now = Moment.monotonicMilliseconds()
        for dyno in found {
            var record = FleetState.Dyno(spec: dyno.spec, startedAt: now, changedAt: now)
            record.phase = !dyno.isRunning ? .ended : dyno.wasUp ? .up : .starting
            record.endpoint = dyno.endpoint
            // The machine's clock has run since, or is another one: it was started anew.
            if record.phase == .up, let since = dyno.upSince, since <= now { (record.startedAt, record.changedAt) = (since, since) }
            record.launchedAt = now
            if dyno.spec.slot.kind == .oneOff { starts.resume(&record, now: now) }
            record.isMarked = dyno.wasUp
            // The runner before may have had it in its routes, and the router may have requests of it still.
            record.routes = DynoRoutes(wasNamed: true)
            fleet.update { $0.dynos[dyno.spec.id] = record }
            if record.phase == .starting, dyno.spec.slot.kind != .oneOff {
                inBackground("probe") { self.starts.bringUp(dyno.spec, at: dyno.endpoint) }
            }
        }
    }

    func take(_ event: DynoEvent, of dyno: DynoSpec) {
        switch event {
        case .started(let endpoint): starts.started(dyno, at: endpoint)
        case .printed(let block, let mayRepeat): printed.write(block, of: dyno, mayRepeat: mayRepeat)
        case .dropped(let lines): printed.say(lines, of: dyno)
        case .ended(let end): exits.ended(dyno.id, end)
        }
    }

    /// Tries again what failed: clearing away, and remembering which dynos are up. Returns when to look next.
    func tidy(now: Int64) -> Int64 {
        starts.tidy(now: now)
        return exits.tidy(now: now)
    }
}
