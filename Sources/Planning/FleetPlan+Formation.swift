import Model

/// The dynos of an app's formation: of the release that is current, and of those that may follow it.
extension FleetPlan {
    mutating func addFormation(
        _ app: WantedApp,
        dynos: [ObservedDyno],
        histories: [DynoSlot: RestartPolicy.History],
        now: Int64
    ) {
        let current = Set(app.current?.slots ?? [])
        let candidates = Set(app.candidates.flatMap(\.slots))
        let taken = Set(dynos.filter(\.isWanted).map(\.slot))
        let restart = app.current.map { RollingRestart($0, dynos) }

        let missing = (app.current?.slots ?? []).filter { !taken.contains($0) }
        for slot in missing + (restart?.starts ?? []) { start(slot, histories, now: now) }
        // A candidate gets one try: its crash is the deploy's failure, not a reason to start it again.
        let tried = Set(dynos.map(\.slot))
        for slot in candidates.subtracting(tried).sorted() { actions.append(.start(slot)) }

        let currentServes = Self.serves(app.current, dynos)
        let spare = Self.spare(dynos.filter { !current.contains($0.slot) }).union(restart?.goes ?? [])
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
            let fillsIn = dyno.phase == .up && (app.former.contains(dyno.slot.deploy) || isOfCurrent && dyno.slot.isWeb)
            if currentServes || !fillsIn { drop(dyno) }
        }
    }

    /// Whether every web dyno of a release is up (or it has none).
    private static func serves(_ formation: WantedFormation?, _ dynos: [ObservedDyno]) -> Bool {
        guard let formation else { return true }
        let up = Set(dynos.filter { $0.phase == .up }.map(\.slot))
        return formation.webSlots.allSatisfy(up.contains)
    }
}
