import Ledger
import Linux
import Model
import Operations
import Planning
import Synchronization

/// Asks web dynos that are up for the page that their app names, and has those replaced that fail to answer: by a restart, so that
/// one serves on where its successor does no better.
final class HealthGuard: Sendable {
    private static let lookMilliseconds: Int64 = 1_000

    private let platform: Platform
    private let fleet: Fleet
    private let engine: any DynoEngine
    private let launches: DynoLaunches
    private let logs: AppLogs
    private let healths = Mutex<[String: SteadyHealth]>([:])

    init(platform: Platform, fleet: Fleet, engine: any DynoEngine, logs: AppLogs) {
        self.platform = platform
        self.fleet = fleet
        self.engine = engine
        self.logs = logs
        launches = DynoLaunches(platform)
    }

    func start() {
        inBackground("health") { [self] in
            while !fleet.read(\.stopping) {
                look(now: Moment.monotonicMilliseconds())
                fleet.rest(Self.lookMilliseconds)
            }
        }
    }

    /// Begins the questions that are due.
    func look(now: Int64) {
        let dynos = fleet.read { state in
            state.dynos.values.compactMap { dyno -> (spec: DynoSpec, check: SteadyCheck, endpoint: DynoEndpoint)? in
                guard dyno.phase == .up, let check = dyno.spec.steady, let endpoint = dyno.endpoint else { return nil }
                return (dyno.spec, check, endpoint)
            }
        }
        let due = healths.withLock { healths in
            let ids = Set(dynos.map(\.spec.id))
            healths = healths.filter { ids.contains($0.key) }
            return dynos.filter { healths[$0.spec.id, default: SteadyHealth($0.check, now: now)].ask(now: now) }
        }
        for (spec, check, endpoint) in due { inBackground("check") { self.ask(spec, check, endpoint) } }
    }

    private func ask(_ spec: DynoSpec, _ check: SteadyCheck, _ endpoint: DynoEndpoint) {
        var question = spec
        question.healthcheck = check.path
        let clock = BootClock(limitMilliseconds: Int64(check.timeoutSeconds) * 1000, cores: Processors.count)
        let visit = launches.visit(spec.slot.app, fleet.read(\.table))
        var probe = BootProbe(question, at: endpoint, visits: [visit], clock: clock, engine: engine, insists: false) { [fleet] in
            fleet.read { $0.dynos[spec.id]?.phase != .up || $0.stopping }
        }
        let outcome = probe.run()
        let isWell: Bool
        switch outcome {
        case .answered, .ended: isWell = true
        case .silent, .wrong, .closes, .elsewhere: isWell = false
        }
        let now = Moment.monotonicMilliseconds()
        let isOver = healths.withLock { $0[spec.id]?.answered(isWell, now: now) ?? false }
        if isOver { replace(spec, check) }
    }

    private func replace(_ spec: DynoSpec, _ check: SteadyCheck) {
        let wanted = fleet.read { state in state.wanted.first { $0.app == spec.slot.app }?.current }
        // Its successor is on its way already, or it goes anyway.
        guard let wanted, wanted.deploy == spec.slot.deploy, (spec.vintage ?? DynoVintage()).fulfils(wanted.orders.vintage(spec.slot))
        else { return }
        logs.system(
            spec,
            "Health check failed: GET \(check.path) got no answer below 400 in \(check.timeoutSeconds) s, \(check.attempts) times in a row"
        )
        Diagnostics.attempt("have \(spec.id) replaced") {
            try platform.ledger.write { db in
                guard let app = try db.app(spec.slot.app) else { return }
                _ = try db.restart([spec.slot.name], of: app.id)
            }
            logs.system(spec, "Restarting")
        }
        fleet.wake()
    }
}
