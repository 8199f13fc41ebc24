import Model

/// What to do so that the dynos that run become the dynos that are wanted: who starts, who leaves, who gets SIGTERM and SIGKILL.
/// Decided from the whole state each time: a signal that was lost costs a delay, never a wrong state.
///
/// Dynos come and go by the kind of their slot. Of a formation, the new start and serve before the old go (`FleetPlan+Formation`).
/// A service stops before its successor starts. A one-off dyno is left alone until it has ended (`Errand`).
package struct FleetPlan: Hashable, Sendable {
    package enum Action: Hashable, Sendable {
        case start(DynoSlot)
        /// Take it out of the routes and let it finish, then stop it.
        case retire(String)
        /// Ask it to end.
        case terminate(String)
        /// Tell it that whoever sat before it has gone.
        case hangUp(String)
        /// End it.
        case kill(String, DynoExit.Cause)
        /// It ended and its slot is to be started again or is not wanted: clear away what it left.
        case clear(String)
    }

    package var actions: [Action] = []
    /// When to look again although nothing has happened; monotonic milliseconds.
    package var wakeAt: Int64?

    /// The slots to be started, each when its turn has come (`StartQueue`).
    package var starts: [DynoSlot] { actions.compactMap { if case .start(let slot) = $0 { slot } else { nil } } }

    package static func make(
        wanted: [WantedApp],
        observed: [ObservedDyno],
        histories: [DynoSlot: RestartPolicy.History],
        limits: DynoExit.Limits = DynoExit.Limits(drainMilliseconds: 30_000, stopMilliseconds: 30_000),
        now: Int64
    ) -> FleetPlan {
        var plan = FleetPlan()
        let dynosOfApp = Dictionary(grouping: observed, by: \.slot.app)
        for app in wanted {
            plan.add(app, dynos: dynosOfApp[app.app] ?? [], histories: histories, now: now)
        }
        let known = Set(wanted.map(\.app))
        for dyno in observed where !known.contains(dyno.slot.app) { plan.drop(dyno) }
        let drains = Dictionary(wanted.map { ($0.app, $0.serving.policy.drainMilliseconds) }, uniquingKeysWith: { first, _ in first })
        for dyno in observed { plan.moveOn(dyno, drain: (drains[dyno.slot.app] ?? nil).map { Int64($0) }, limits: limits, now: now) }
        return plan
    }

    private mutating func add(
        _ app: WantedApp,
        dynos: [ObservedDyno],
        histories: [DynoSlot: RestartPolicy.History],
        now: Int64
    ) {
        addFormation(app, dynos: dynos.filter { $0.slot.kind == .formation }, histories: histories, now: now)
        addServices(app, dynos: dynos.filter { $0.slot.kind == .service }, histories: histories, now: now)
        for dyno in dynos where dyno.slot.kind == .oneOff {
            // One of an app that had this name before has outlived it.
            if dyno.slot.deploy < app.firstDeploy { drop(dyno) } else { addOneOff(dyno, now: now) }
        }
    }

    /// It is left alone, but where its client has gone or its time is over.
    private mutating func addOneOff(_ dyno: ObservedDyno, now: Int64) {
        guard dyno.isWanted else { return dyno.phase == .ended ? drop(dyno) : () }
        switch dyno.errand.step(now: now) {
        case .hangUp: actions.append(.hangUp(dyno.id))
        case .stop: drop(dyno)
        case .kill: if dyno.killedAt == nil { actions.append(.kill(dyno.id, .deaf)) }
        case .wait(let time): if let time { look(at: time) }
        }
    }

    /// Of two versions of a service there is never more than one dyno, not even one that is about to go.
    private mutating func addServices(
        _ app: WantedApp,
        dynos: [ObservedDyno],
        histories: [DynoSlot: RestartPolicy.History],
        now: Int64
    ) {
        let wanted = Set(app.services)
        let spare = Self.spare(dynos)
        let held = Set(dynos.filter(\.isAlive).map { Place($0.slot) })
        for slot in app.services.sorted() where !held.contains(Place(slot)) { start(slot, histories, now: now) }
        for dyno in dynos where !wanted.contains(dyno.slot) || spare.contains(dyno.id) || dyno.phase == .ended { drop(dyno) }
    }

    /// What the versions of a service have in common.
    private struct Place: Hashable {
        let type: String
        let index: Int

        init(_ slot: DynoSlot) {
            type = slot.type
            index = slot.index
        }
    }

    /// Now, or when the pause after its last crash is over.
    mutating func start(_ slot: DynoSlot, _ histories: [DynoSlot: RestartPolicy.History], now: Int64) {
        let notBefore = histories[slot]?.notBefore ?? 0
        if notBefore <= now { actions.append(.start(slot)) } else { look(at: notBefore) }
    }

    private mutating func look(at time: Int64) { wakeAt = min(wakeAt ?? .max, time) }

    /// Dynos beyond the first of a slot: a runner that is killed forgets which dyno it had begun to retire.
    static func spare(_ dynos: [ObservedDyno]) -> Set<String> {
        let bySlot = Dictionary(grouping: dynos.filter(\.isWanted), by: \.slot)
        let kept = Set(bySlot.values.compactMap { best($0)?.id })
        return Set(bySlot.values.joined().map(\.id)).subtracting(kept)
    }

    /// Of the dynos of a slot, the one that stays.
    static func best(_ rivals: [ObservedDyno]) -> ObservedDyno? {
        rivals.min { ($0.phase == .up ? 0 : 1, $0.id) < ($1.phase == .up ? 0 : 1, $1.id) }
    }

    /// Takes a dyno that goes one step further.
    private mutating func moveOn(_ dyno: ObservedDyno, drain: Int64?, limits: DynoExit.Limits, now: Int64) {
        switch DynoExit.decide(dyno, drain: drain, limits: limits, now: now) {
        case .terminate: actions.append(.terminate(dyno.id))
        case .kill(let cause): actions.append(.kill(dyno.id, cause))
        case .wait(let time): if let time { look(at: time) }
        }
    }

    mutating func drop(_ dyno: ObservedDyno) {
        switch dyno.phase {
        case .starting, .up: actions.append(.retire(dyno.id))
        case .draining, .stopping: break
        case .ended: actions.append(.clear(dyno.id))
        }
    }
}
