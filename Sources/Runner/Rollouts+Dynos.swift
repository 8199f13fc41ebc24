import Linux
import Model
import Operations
import Planning

/// Single dynos of an app: those that are waited for, and those that are stopped.
extension Rollouts {
    private enum Standing {
        case up([String: Int])
        case failed(Failure)
        /// It takes long: what is waited for.
        case late(String)
    }

    /// Waits until these dynos of the current release are up, as they are wanted, and nothing else is in their places.
    ///
    /// - Parameter anew: they have just been asked for: no pause after an earlier crash is in their way.
    /// - Throws: `bootFailed` where one ends that is as it is wanted; it is tried again all the same.
    func awaitDynos(_ app: AppName, _ names: Set<String>, anew: Bool, _ client: any Client) throws -> DynosUp {
        let began = Moment.monotonicMilliseconds()
        if anew {
            fleet.update { state in
                for slot in state.histories.keys where slot.app == app && names.contains(slot.name) { state.histories[slot] = nil }
            }
        }
        let round = fleet.wake()
        var patience = BootPatience(bootMilliseconds: Int64(platform.configuration.dyno.bootSecondsMax) * 1000, now: began)
        while true {
            let standing: Standing? = fleet.wait(until: .max / 2, slice: 50) { state in
                if client.hasHungUp { return .failed(Failure(.cancelled, "the client went away")) }
                if state.stopping {
                    return .failed(
                        Failure(.unavailable, "the runner is being restarted", hint: "what was asked for goes on: renga ps -a \(app)")
                    )
                }
                guard state.roundsDone >= round else { return nil }
                return self.standing(app, names, state, since: began, &patience)
            }
            switch standing {
            case .up(let dynos): return DynosUp(dynos: dynos, milliseconds: Moment.monotonicMilliseconds() - began)
            case .failed(let failure): throw failure
            // Whoever is gone is noticed at the next look.
            case .late(let text): try? client.line(text)
            case nil: continue
            }
        }
    }

    private func standing(
        _ app: AppName,
        _ names: Set<String>,
        _ state: FleetState,
        since began: Int64,
        _ patience: inout BootPatience
    ) -> Standing? {
        let formation = state.wanted.first { $0.app == app }?.current
        let slots = (formation?.slots ?? []).filter { names.contains($0.name) }
        guard let formation, !slots.isEmpty else { return .up([:]) }
        for slot in slots {
            guard let history = state.histories[slot], history.crashes > 0, history.lastAt >= began else { continue }
            // One of those that are replaced may crash as well, which is no news.
            if history.vintage?.fulfils(formation.orders.vintage(slot)) == false { continue }
            return .failed(Failure(.bootFailed, "the new \(slot.name) \(history.how)", detail: history.lastLines))
        }
        let dynos = Dictionary(grouping: state.dynos.values.filter { $0.phase == .up || $0.phase == .starting }, by: \.spec.slot)
        let done = slots.filter { slot in
            let wanted = formation.orders.vintage(slot)
            let here = dynos[slot, default: []]
            return !here.isEmpty && here.allSatisfy { $0.phase == .up && ($0.spec.vintage ?? DynoVintage()).fulfils(wanted) }
        }
        let isServed = state.appliedVersion >= state.table.version || !state.routerConnected
        if done.count == slots.count, isServed { return .up(Dictionary(grouping: slots, by: \.type).mapValues(\.count)) }
        let started = slots.flatMap { dynos[$0, default: []] }
        let steps = started.count + started.filter { $0.launchedAt != nil }.count + done.count * 4
        switch patience.look(steps: steps, now: Moment.monotonicMilliseconds()) {
        case .wait: return nil
        case .say(_):
            if done.count == slots.count { return .late("all of them are up; waiting for the router to serve them") }
            return .late("\(done.count) of \(slots.count) dynos \(done.count == 1 ? "is" : "are") up as wanted; waiting for the others")
        case .giveUp:
            if done.count == slots.count { return .failed(RouterSilence.mute([], state.routesComplaint)) }
            return .failed(Failure(.unavailable, "not all dynos came up in time", hint: "the runner goes on trying: renga ps -a \(app)"))
        }
    }

    /// Takes dynos out of service, now: they finish their requests and get SIGTERM. Of the formation, others take their places
    /// without a pause.
    /// - Returns: the names of those that ran.
    func stop(_ app: AppName, _ names: Set<String>) -> [String] {
        let now = Moment.monotonicMilliseconds()
        let stopped = fleet.update { state in
            let dynos = state.dynos.values.filter {
                $0.spec.slot.app == app && names.contains($0.spec.slot.name) && ($0.phase == .up || $0.phase == .starting)
            }
            for dyno in dynos {
                state.retire(dyno.spec.id, now: now)
                state.histories[dyno.spec.slot] = nil
            }
            return dynos.map(\.spec.slot).sorted().map(\.name)
        }
        fleet.wake()
        return stopped
    }
}
