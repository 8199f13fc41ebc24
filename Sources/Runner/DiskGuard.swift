import Glibc
import Linux
import Model
import Planning

/// Holds dynos to their disk limits, and the machine to what has to stay free. It is looked at: what a dyno can write
/// between two looks is bounded by the disk's speed, and looks come more often as the disk fills.
final class DiskGuard: Sendable {
    /// Between two glances at what is left, which cost nothing.
    private static let glanceMilliseconds: Int64 = 1_000
    /// For a dyno that was stopped to be cleared away before another is.
    private static let mercyMilliseconds: Int64 = 3_000
    /// One that seems to write nothing is counted that often at least, and one that has not even computed.
    private static let countMilliseconds: Int64 = 60_000
    private static let stillMilliseconds: Int64 = 600_000
    /// Of what a dyno has computed, which is the difference of two counts.
    private static let roundingMicroseconds: Int64 = 2

    private let fleet: Fleet
    private let engine: any DynoEngine
    private let logs: AppLogs
    private let limits: DiskLimits
    private let floor: DiskFloor
    private let space: @Sendable () throws -> DiskSpace

    /// - Parameter space: what is left where dynos, logs and the ledger are.
    init(
        fleet: Fleet,
        engine: any DynoEngine,
        logs: AppLogs,
        configuration: Configuration,
        space: @escaping @Sendable () throws -> DiskSpace
    ) {
        self.fleet = fleet
        self.engine = engine
        self.logs = logs
        limits = configuration.dyno.disk
        floor = configuration.disk
        self.space = space
    }

    func start() {
        inBackground("disk") { [self] in
            CurrentThread.yieldToOthers()
            var memory = Memory()
            while !fleet.read(\.stopping) {
                look(&memory)
                rest(memory)
            }
        }
    }

    /// What one look has to know of the look before.
    struct Memory {
        var amounts: [String: DiskAmount] = [:]
        var written: [String: Int64] = [:]
        /// When each was counted last, and what it had computed just before, in microseconds.
        var countedAt: [String: Int64] = [:]
        var computed: [String: Int64] = [:]
        /// Those that the last look did not count: what they have grown since is no growth between two looks.
        var skipped: Set<String> = []
        var space: DiskSpace?
        var lookedAt: Int64 = 0
        var stoppedAt: Int64 = -DiskGuard.mercyMilliseconds
        var saidAt: Int64?
        var pause: Int64 = 0
        /// Dynos of which it was said that they cannot be measured.
        var unknown: Set<String> = []
    }

    /// Until the next look is due, or so much has gone that it may not wait.
    private func rest(_ memory: Memory) {
        let due = Moment.monotonicMilliseconds() + memory.pause
        while Moment.monotonicMilliseconds() < due {
            guard !fleet.rest(min(due - Moment.monotonicMilliseconds(), Self.glanceMilliseconds)) else { return }
            // Where it cannot be asked, the next look says so.
            guard let now = try? space(), let before = memory.space else { return }
            if !floor.isMet(by: now), floor.isMet(by: before) { return }
            if now.freeBytes - floor.bytes < (before.freeBytes - floor.bytes) / 2 { return }
        }
    }

    /// One look at everything.
    func look(_ memory: inout Memory) {
        let began = Moment.monotonicMilliseconds()
        let dynos = fleet.read { Array($0.dynos.values) }.filter { $0.phase != .ended }.map(\.spec)
        var amounts: [String: DiskAmount] = [:]
        var written: [String: Int64] = [:]
        var countedAt: [String: Int64] = [:]
        var computed: [String: Int64] = [:]
        var skipped: Set<String> = []
        for spec in dynos {
            // In front of a terminal the first process is the command itself.
            let work = spec.slot.kind == .formation ? engine.workMicroseconds(spec.id) : nil
            let microseconds = work ?? engine.cpuMicroseconds(spec.id)
            if isUnmoved(spec.id, computed: microseconds, memory, now: began) {
                amounts[spec.id] = memory.amounts[spec.id]
                written[spec.id] = memory.written[spec.id]
                countedAt[spec.id] = memory.countedAt[spec.id]
                computed[spec.id] = memory.computed[spec.id]
                skipped.insert(spec.id)
                continue
            }
            let use = engine.diskUse(spec.id, limits: limits)
            amounts[spec.id] = use.reading.amount
            written[spec.id] = use.written
            switch use.reading {
            case .within:
                countedAt[spec.id] = began
                computed[spec.id] = microseconds
            case .over(_, let excess): stop(spec, "Disk quota exceeded: it \(DiskText.excess(excess, of: limits, who: "a dyno"))")
            case .unknown(let reason):
                if memory.unknown.insert(spec.id).inserted { Diagnostics.say("cannot measure \(spec.id): \(reason)") }
            }
        }
        memory.unknown.formIntersection(dynos.map(\.id))
        let growths = dynos.map { spec in
            DiskPlan.Growth(
                id: spec.id,
                before: memory.skipped.contains(spec.id) ? amounts[spec.id] : memory.amounts[spec.id],
                now: amounts[spec.id],
                written: written[spec.id].flatMap { now in memory.written[spec.id].map { max(0, now - $0) } }
            )
        }
        guardFloor(growths, dynos, &memory, now: began)
        memory.amounts = amounts
        memory.written = written
        memory.countedAt = countedAt
        memory.computed = computed
        memory.skipped = skipped
        memory.lookedAt = began
        let cost = Moment.monotonicMilliseconds() - began
        memory.pause =
            memory.space.map { DiskPlan.pause(space: $0, floor: floor, cost: cost) } ?? DiskPlan.pauseMillisecondsMax
    }

    /// Who has computed nothing since it was counted has done nothing. Who has written nothing takes no more than before; names alone
    /// write nothing either: they are counted once a minute. Where the disk is nearly full, everybody is counted.
    private func isUnmoved(_ id: String, computed: Int64?, _ memory: Memory, now: Int64) -> Bool {
        guard memory.pause >= DiskPlan.pauseMillisecondsMax, memory.amounts[id] != nil, let countedAt = memory.countedAt[id] else {
            return false
        }
        if let computed, let before = memory.computed[id], abs(computed - before) <= Self.roundingMicroseconds,
            now - countedAt < Self.stillMilliseconds
        {
            return true
        }
        guard let before = memory.written[id], now - countedAt < Self.countMilliseconds else { return false }
        return engine.written(id) == before
    }

    private func guardFloor(_ growths: [DiskPlan.Growth], _ dynos: [DynoSpec], _ memory: inout Memory, now: Int64) {
        let left: DiskSpace
        do {
            left = try space()
        } catch {
            memory.space = nil
            return Diagnostics.say("cannot look at what is left of the disk: \(error)")
        }
        let before = memory.space
        memory.space = left
        guard !floor.isMet(by: left), now - memory.stoppedAt >= Self.mercyMilliseconds else { return }
        guard let grower = DiskPlan.grower(growths, space: left, before: before, floor: floor),
            let spec = dynos.first(where: { $0.id == grower.id })
        else { return complain(left, &memory, now: now) }
        memory.stoppedAt = now
        stop(spec, "Disk full: \(DiskText.left(left, floor)); this dyno has grown most, and is stopped")
    }

    /// Nobody to be stopped: whoever runs the machine has to know, once a minute.
    private func complain(_ left: DiskSpace, _ memory: inout Memory, now: Int64) {
        guard now - (memory.saidAt ?? -60_000) >= 60_000 else { return }
        memory.saidAt = now
        Diagnostics.say("the disk is full: \(DiskText.left(left, floor)), and no dyno grows")
    }

    private func stop(_ spec: DynoSpec, _ why: String) {
        logs.system(spec, why)
        logs.system(spec, "Stopping process with SIGKILL")
        do {
            try engine.signal(spec.id, SIGKILL)
        } catch {
            Diagnostics.say("cannot kill \(spec.id): \(error)")
        }
    }
}
