import Model

/// What to do so that the dynos that run become the dynos that are wanted. Decided from the whole state each time:
/// a signal that was lost costs a delay, never a wrong state.
package struct FleetPlan: Hashable, Sendable {
    package enum Action: Hashable, Sendable {
        case start(DynoSlot)
        /// Take it out of the routes and let it finish, then stop it.
        case retire(String)
        /// Ask it to end.
        case terminate(String)
        /// End it.
        case kill(String)
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
        let current = Set(app.current?.slots ?? [])
        let candidates = Set(app.candidates.flatMap(\.slots))
        let taken = Set(dynos.filter { $0.isAlive }.filter(\.isWanted).map(\.slot))

        for slot in current.subtracting(taken).sorted() {
            let notBefore = histories[slot]?.notBefore ?? 0
            if notBefore <= now { actions.append(.start(slot)) } else { wakeAt = min(wakeAt ?? .max, notBefore) }
        }
        // A candidate gets one try: its crash is the deploy's failure, not a reason to start it again.
        let tried = Set(dynos.map(\.slot))
        for slot in candidates.subtracting(tried).sorted() { actions.append(.start(slot)) }

        let currentServes = Self.serves(app.current, dynos)
        let spare = Self.spare(dynos)
        for dyno in dynos {
            if spare.contains(dyno.id) {
                drop(dyno)
                continue
            }
            if candidates.contains(dyno.slot) { continue }
            if current.contains(dyno.slot) {
                if dyno.phase == .ended { actions.append(.clear(dyno.id)) }
                continue
            }
            // Dynos of an older release, and those that were scaled away, go when those that are wanted serve, and not
            // before: no gap in between.
            let isOfCurrent = dyno.slot.deploy == app.current?.deploy
            let isOlder = app.current.map { dyno.slot.deploy < $0.deploy } ?? false
            let fillsIn = dyno.phase == .up && (isOlder || isOfCurrent && dyno.slot.isWeb)
            if currentServes || !fillsIn { drop(dyno) }
        }
    }

    /// Dynos beyond the first of a slot: a runner that is killed forgets which dyno it had begun to retire.
    private static func spare(_ dynos: [ObservedDyno]) -> Set<String> {
        let bySlot = Dictionary(grouping: dynos.filter(\.isWanted), by: \.slot)
        let spare = bySlot.values.flatMap { rivals in
            rivals.sorted { ($0.phase == .up ? 0 : 1, $0.id) < ($1.phase == .up ? 0 : 1, $1.id) }.dropFirst()
        }
        return Set(spare.map(\.id))
    }

    /// Whether every web dyno of a release is up (or it has none).
    private static func serves(_ formation: WantedFormation?, _ dynos: [ObservedDyno]) -> Bool {
        guard let formation else { return true }
        let up = Set(dynos.filter { $0.phase == .up }.map(\.slot))
        return formation.webSlots.allSatisfy(up.contains)
    }

    /// Takes a dyno that goes one step further.
    private mutating func moveOn(_ dyno: ObservedDyno, drain: Int64?, limits: DynoExit.Limits, now: Int64) {
        switch DynoExit.decide(dyno, drain: drain, limits: limits, now: now) {
        case .terminate: actions.append(.terminate(dyno.id))
        case .kill: actions.append(.kill(dyno.id))
        case .wait(let time): if let time { wakeAt = min(wakeAt ?? .max, time) }
        }
    }

    private mutating func drop(_ dyno: ObservedDyno) {
        switch dyno.phase {
        case .starting, .up: actions.append(.retire(dyno.id))
        case .draining, .stopping: break
        case .ended: actions.append(.clear(dyno.id))
        }
    }
}
