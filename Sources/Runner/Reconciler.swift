import Foundation
import Ledger
import Linux
import Model
import Operations
import Planning
import Synchronization

/// Makes the dynos that run equal the dynos that are wanted: looks at everything, decides, does, and sleeps until
/// something changes or something is due.
final class Reconciler: Sendable {
    private let platform: Platform
    private let fleet: Fleet
    private let keeper: DynoKeeper
    private let router: RouterLink
    private let orphans: OrphanDeploys
    private let certificates: CertificateFiles
    private let wantedApps: WantedApps
    /// Read again where the ledger has changed.
    private let knownCandidates = Mutex<(version: LedgerVersion, of: [CertificateChoice.Candidate])?>(nil)
    private let lastPublished = Mutex(RouteInputs.Published())
    private let meter: BootMeter
    private let announcer: DeployAnnouncer
    private let logs: AppLogs
    private let sleepers: SleepKeeper

    init(
        platform: Platform,
        fleet: Fleet,
        engine: any DynoEngine,
        keeper: DynoKeeper,
        router: RouterLink,
        orphans: OrphanDeploys,
        sleepers: SleepKeeper,
        logs: AppLogs
    ) {
        self.sleepers = sleepers
        announcer = DeployAnnouncer(platform: platform, logs: logs)
        meter = BootMeter(engine)
        self.logs = logs
        self.platform = platform
        self.fleet = fleet
        self.keeper = keeper
        self.router = router
        self.orphans = orphans
        certificates = CertificateFiles(platform)
        wantedApps = WantedApps(platform)
    }

    /// Longest time without a look although nothing rang: a lost signal costs this delay, never a wrong state.
    static let restMillisecondsMax: Int64 = 5_000

    func run() {
        while !fleet.read(\.stopping) {
            let round = fleet.read(\.wakeRequests)
            var due = Moment.monotonicMilliseconds() + Self.restMillisecondsMax
            do {
                orphans.settle()
                due = min(due, try look())
                fleet.update { $0.roundsDone = round }
            } catch {
                Diagnostics.say("cannot reconcile: \(error)")
            }
            _ = fleet.wait(until: due, slice: Self.restMillisecondsMax) { state in
                state.wakeRequests > round || state.stopping ? true : nil
            }
        }
    }

    private var limits: DynoExit.Limits {
        let dyno = platform.configuration.dyno
        return DynoExit.Limits(
            drainMilliseconds: Int64(dyno.drainSecondsMax) * 1000,
            stopMilliseconds: Int64(dyno.stopSecondsMax) * 1000
        )
    }

    /// One round. Returns when the next one is due at the latest.
    private func look() throws -> Int64 {
        sleepers.wakeAwaited()
        let wanted = try wantedApps.read(running: fleet.read(\.deploys))
        let now = Moment.monotonicMilliseconds()
        let candidates = Set(wanted.flatMap(\.candidates).map(\.deploy))
        let booting = meter.booting(fleet.read { Array($0.dynos.values) }, candidates: candidates, now: now)
        let sleep = AppSleep.changes(from: fleet.read(\.wanted), to: wanted)
        for slot in sleep.idled { logs.system(slot.app, slot.name, "Idling") }
        for slot in sleep.woken { logs.system(slot.app, slot.name, "Unidling") }
        let (plan, queue) = fleet.update { state in
            if state.wanted.map(\.sleep) != wanted.map(\.sleep) { state.sleepRequests += 1 }
            state.wanted = wanted
            // Whoever sleeps was up: an earlier crash is no reason to let those wait who wake it, or to turn them away.
            for slot in sleep.idled { state.histories[slot] = nil }
            let deploys = candidates.union(wanted.compactMap(\.current?.deploy))
            state.histories = state.histories.filter { deploys.contains($0.key.deploy) }
            state.noteLeft(now: now)
            let plan = FleetPlan.make(
                wanted: wanted,
                observed: state.observed,
                histories: state.histories,
                limits: limits,
                now: now
            )
            let queue = StartQueue(
                due: plan.starts,
                candidates: candidates,
                alive: Set(state.dynos.values.filter { $0.phase == .starting || $0.phase == .up }.map(\.spec.slot)),
                booting: booting,
                histories: state.histories,
                cores: Processors.count
            )
            state.waiting = Set(queue.waiting)
            for case .retire(let id) in plan.actions { state.retire(id, now: now) }
            return (plan, queue)
        }
        release(wanted)
        for action in plan.actions {
            switch action {
            case .start: break  // Those whose turn it is, below.
            case .retire: fleet.wake()  // It has left already; the next round looks when it may end.
            case .terminate(let id): keeper.exits.terminate(id)
            case .hangUp(let id): keeper.exits.hangUp(id)
            case .kill(let id, let cause): keeper.exits.kill(id, cause)
            case .clear(let id): keeper.exits.clear(id)
            }
        }
        for slot in queue.starts { keeper.starts.start(slot) }
        try publish(wanted)
        announcer.look()
        return [plan.wakeAt, queue.wakeAt(now: now), keeper.tidy(now: now)].compactMap(\.self).min() ?? .max
    }

    /// What the dynos of releases say belongs into the apps' logs.
    private func release(_ wanted: [WantedApp]) {
        let current = Set(wanted.compactMap(\.current?.deploy))
        let serving = fleet.read { state in state.dynos.values.map(\.spec).filter { current.contains($0.slot.deploy) } }
        for spec in serving { logs.release(spec) }
    }

    /// Hands the router a new table where anything in it changed.
    private func publish(_ wanted: [WantedApp]) throws {
        let key = try AffinityKey.read(platform)
        let candidates = try platform.ledger.read { db in
            let version = try db.version()
            if let known = knownCandidates.withLock({ $0 }), known.version == version { return known.of }
            let read = try WantedCertificates.read(db)
            knownCandidates.withLock { $0 = (version, read) }
            return read
        }
        let inputs = fleet.read { RouteInputs(wanted, $0, candidates, key) }
        guard lastPublished.withLock({ !$0.holds(inputs, now: Moment.monotonicMilliseconds()) }) else { return sweepCertificates() }
        let apps = inputs.routes(platform)
        // Outside of the lock: files are written.
        let served = certificates.place(
            CertificateChoice.make(
                apps: apps,
                candidates: candidates,
                domain: platform.configuration.domain,
                now: Moment.wallMicroseconds() / 1_000_000
            )
        )
        let (table, isWhole): (RouteTable?, Bool) = fleet.update { state in
            let newest = RouteInputs(wanted, state, candidates, key)
            let apps = newest == inputs ? apps : newest.routes(platform)
            let isOutdated =
                apps != state.table.apps || served != state.table.certificates || key != state.table.affinityKey
            guard isOutdated || state.table.version == 0 else { return (nil, newest == inputs) }
            let now = UInt64(Moment.wallMicroseconds())
            state.table = RouteTable(
                version: max(state.table.version + 1, now),
                apps: apps,
                certificates: served,
                affinityKey: key
            )
            let named = Set(apps.flatMap(\.backends).map(\.id))
            for id in named { state.dynos[id]?.routes.named(in: state.table.version) }
            return (state.table, newest == inputs)
        }
        if let table { router.send(table) }
        // Certificates were chosen for what was there before: where that is another now, the next look chooses anew.
        lastPublished.withLock { $0 = isWhole ? .init(inputs: inputs, at: Moment.monotonicMilliseconds()) : .init() }
        sweepCertificates()
    }

    /// Once for each table, when the router has it: what no table names goes.
    private func sweepCertificates() {
        let table: RouteTable? = fleet.read { state in
            // On disk as well: a worker that starts anew reads what the table there names.
            guard state.savedVersion == state.table.version, state.sweptVersion != state.table.version else { return nil }
            return state.table
        }
        guard let table, certificates.sweep(table) else { return }
        fleet.update { $0.sweptVersion = table.version }
    }
}
