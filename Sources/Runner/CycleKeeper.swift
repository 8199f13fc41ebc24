import Linux
import Model
import Operations
import Planning

/// Has dynos replaced that have been up for longer than config.yml lets them.
final class CycleKeeper: Sendable {
    private static let lookMilliseconds: Int64 = 60_000

    private let fleet: Fleet
    private let replacement: DynoReplacement
    private let hours: Int

    init(platform: Platform, fleet: Fleet, logs: AppLogs) {
        self.fleet = fleet
        replacement = DynoReplacement(platform: platform, fleet: fleet, logs: logs)
        hours = platform.configuration.dyno.cycleHours
    }

    func start() {
        guard hours > 0 else { return }
        inBackground("cycling") { [self] in
            while !fleet.read(\.stopping) {
                look(now: Moment.monotonicMilliseconds())
                fleet.rest(Self.lookMilliseconds)
            }
        }
    }

    func look(now: Int64) {
        let old = fleet.read { state in
            state.dynos.values.filter { dyno in
                dyno.phase == .up && dyno.spec.slot.kind == .formation
                    && DynoCycle.isDue(dyno.spec.id, upMilliseconds: now - dyno.changedAt, hours: hours)
            }.map(\.spec)
        }
        for spec in old.sorted(by: { $0.id < $1.id }) { replacement.replace(spec, saying: "Cycling") }
    }
}
