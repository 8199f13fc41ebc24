import Foundation
import Linux
import Model
import Operations
import Planning

/// Makes the dynos that run equal the dynos that are wanted: looks at everything, decides, does, and sleeps until
/// something changes or something is due.
final class Reconciler: Sendable {
    private let platform: Platform
    private let fleet: Fleet
    private let keeper: DynoKeeper
    private let router: RouterLink
    private let orphans: OrphanDeploys

    init(platform: Platform, fleet: Fleet, keeper: DynoKeeper, router: RouterLink, orphans: OrphanDeploys) {
        self.platform = platform
        self.fleet = fleet
        self.keeper = keeper
        self.router = router
        self.orphans = orphans
    }

    /// Longest time without a look although nothing rang: a lost signal costs this delay, never a wrong state.
    private static let restMillisecondsMax: Int64 = 5_000

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

    /// One round. Returns when the next one is due at the latest.
    private func look() throws -> Int64 {
        let wanted = try WantedApps(platform).read()
        let now = Moment.monotonicMilliseconds()
        let plan = fleet.update { state in
            state.wanted = wanted
            let deploys = Set(wanted.flatMap { [$0.current].compactMap(\.self) + $0.candidates }.map(\.deploy))
            state.histories = state.histories.filter { deploys.contains($0.key.deploy) }
            return FleetPlan.make(
                wanted: wanted,
                observed: state.observed,
                histories: state.histories,
                now: now
            )
        }
        for action in plan.actions {
            switch action {
            case .start(let slot): keeper.start(slot)
            case .retire(let id): keeper.retire(id)
            case .clear(let id): keeper.clear(id)
            }
        }
        publish(wanted)
        let next = keeper.advance(now: now)
        return min(plan.wakeAt ?? .max, next)
    }

    /// Hands the router a new table where anything in it changed.
    private func publish(_ wanted: [WantedApp]) {
        let table: RouteTable? = fleet.update { state in
            let candidates = state.dynos.values.map { RoutePlan.Candidate(spec: $0.spec, phase: $0.phase) }
            let crashed = state.crashed
            let apps = wanted.map {
                RoutePlan.routes(of: $0, hosts: platform.hosts($0.app), dynos: candidates, crashed: crashed)
            }
            guard apps != state.table.apps || state.table.version == 0 else { return nil }
            let now = UInt64(Moment.wallMicroseconds())
            state.table = RouteTable(version: max(state.table.version + 1, now), apps: apps)
            let named = Set(apps.flatMap(\.backends).map(\.id))
            for id in named { state.dynos[id]?.wasRouted = true }
            return state.table
        }
        if let table { router.send(table) }
    }
}
