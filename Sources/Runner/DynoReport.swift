import Linux
import Model
import Planning

/// `renga ps`: the dynos there are, and the slots that wait for a restart.
enum DynoReport {
    static func make(_ app: AppName, _ state: FleetState, versions: [Int64: Int]) -> [DynoSummary] {
        let now = Moment.monotonicMilliseconds()
        let wall = Moment.wallMicroseconds()
        let candidates = Set(
            state.wanted.first { $0.app == app }?.candidates.map(\.deploy) ?? []
        )
        let dynos = state.dynos.values.filter { $0.spec.slot.app == app }.sorted { $0.spec.slot < $1.spec.slot }
        let shown = dynos.map { dyno in
            DynoSummary(
                name: dyno.spec.slot.name,
                type: dyno.spec.slot.type,
                state: word(dyno.phase),
                release: versions[dyno.spec.slot.deploy],
                command: dyno.spec.command,
                since: Moment.text(wall - (now - dyno.changedAt) * 1000),
                candidate: candidates.contains(dyno.spec.slot.deploy)
            )
        }
        let current = state.wanted.first { $0.app == app }?.current
        let missing = (current?.slots ?? []).filter { slot in !dynos.contains { $0.spec.slot == slot } }
        return shown
            + missing.map { slot in
                let crashed = (state.histories[slot]?.crashes ?? 0) > 0
                return DynoSummary(
                    name: slot.name,
                    type: slot.type,
                    state: crashed ? "crashed" : "down",
                    release: versions[slot.deploy],
                    command: "",
                    since: Moment.text(wall),
                    candidate: false
                )
            }
    }

    private static func word(_ phase: ObservedDyno.Phase) -> String {
        switch phase {
        case .starting: "starting"
        case .up: "up"
        case .draining, .stopping: "stopping"
        case .ended: "crashed"
        }
    }
}
