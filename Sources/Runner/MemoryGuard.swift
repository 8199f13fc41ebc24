import Linux
import Model
import Planning

/// Looks at what dynos hold of their memory, and says in their apps' logs where that is all.
final class MemoryGuard: Sendable {
    private static let lookMilliseconds: Int64 = 10_000
    private static let keptMilliseconds: Int64 = 600_000

    private let fleet: Fleet
    private let engine: any DynoEngine
    private let logs: AppLogs

    init(fleet: Fleet, engine: any DynoEngine, logs: AppLogs) {
        self.fleet = fleet
        self.engine = engine
        self.logs = logs
    }

    /// What one look has to know of those before; nil before the first.
    typealias Watches = [String: MemoryWatch]

    func start() {
        inBackground("memory") { [self] in
            CurrentThread.yieldToOthers()
            var watches: Watches?
            while !fleet.read(\.stopping) {
                watches = look(watches)
                fleet.rest(Self.lookMilliseconds)
            }
        }
    }

    /// One look at everything.
    func look(_ before: Watches?) -> Watches {
        let now = Moment.monotonicMilliseconds()
        let dynos = fleet.read { state in state.dynos.values.filter { $0.phase != .ended && $0.launchedAt != nil }.map(\.spec) }
        var watches: Watches = [:]
        for spec in dynos {
            let glance = engine.memoryGlance(spec.id)
            // What was before this runner was said by the one before it.
            var watch = before?[spec.id] ?? MemoryWatch(kills: before == nil ? glance?.kills : 0)
            if let glance, watch.isMoved(glance), let memory = engine.memory(spec.id), let notice = watch.look(memory, now: now) {
                say(notice, memory, spec)
            }
            watches[spec.id] = watch
        }
        return watches
    }

    private func say(_ notice: MemoryWatch.Notice, _ memory: DynoMemory, _ spec: DynoSpec) {
        let killed = notice == .full ? nil : engine.killedForMemory(spec.id)
        var slot = spec.slot
        slot.app = fleet.read { $0.called(spec.slot.app) }
        for line in MemoryWatch.lines(notice, memory, of: slot, killed: killed, machine: MachineMemory.bytes) {
            logs.system(spec, line)
        }
        note(memory, killed, slot)
    }

    /// For those who are told of it.
    private func note(_ memory: DynoMemory, _ killed: String?, _ slot: DynoSlot) {
        guard slot.kind == .formation else { return }
        let size = MemoryWatch.roomier(memory, slot, machine: MachineMemory.bytes)
        let cause = NotifyCause(
            app: slot.app,
            .memory(dyno: slot.name, used: memory.usedBytes, limit: memory.limitBytes, killed: killed, size: size),
            since: Moment.wallMicroseconds()
        )
        let now = Moment.monotonicMilliseconds()
        fleet.update { state in
            state.memoryCauses = state.memoryCauses.filter { now - $0.value.at < Self.keptMilliseconds }
            state.memoryCauses[cause.key] = (cause, now)
        }
    }
}
