import Glibc
import Linux
import Model
import Planning

/// Holds dynos to their disk limit. File systems here have no quota for directories, so it is looked at: what a dyno can
/// write between two looks is bounded by the disk's speed.
final class DiskGuard: Sendable {
    private static let pauseMilliseconds: Int64 = 10_000

    private let fleet: Fleet
    private let engine: any DynoEngine
    private let logs: AppLogs
    private let limits: Configuration.DynoLimits

    init(fleet: Fleet, engine: any DynoEngine, logs: AppLogs, limits: Configuration.DynoLimits) {
        self.fleet = fleet
        self.engine = engine
        self.logs = logs
        self.limits = limits
    }

    func start() {
        inBackground("disk") { [self] in
            while true {
                let due = Moment.monotonicMilliseconds() + Self.pauseMilliseconds
                let stopped: Bool? = fleet.wait(until: due, slice: Self.pauseMilliseconds) { $0.stopping ? true : nil }
                if stopped != nil { return }
                for dyno in fleet.read({ Array($0.dynos.values) }) where dyno.phase != .ended { check(dyno.spec) }
            }
        }
    }

    private func check(_ spec: DynoSpec) {
        guard engine.isOverDisk(spec.id, limit: limits.diskBytesMax) else { return }
        let slot = spec.slot
        logs.system(slot.app, slot.name, "Disk quota exceeded: more than \(limits.diskBytesMax) bytes were written")
        logs.system(slot.app, slot.name, "Stopping process with SIGKILL")
        do {
            try engine.signal(spec.id, SIGKILL)
        } catch {
            Diagnostics.say("cannot kill \(spec.id): \(error)")
        }
    }
}
