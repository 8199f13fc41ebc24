import Linux
import Model
import Planning
import Synchronization

/// What dynos that boot do to the processors, measured from look to look.
final class BootMeter: Sendable {
    private struct Sample {
        var at: Int64
        var microseconds: Int64
        /// Processors, over the time before this sample; nil: there was none before it.
        var load: Double?
    }

    /// A sample over less time says nothing.
    private static let windowMilliseconds: Int64 = 150
    /// A dyno without a port is up when it has lived for a moment; that it boots still shows in what it uses.
    private static let workerMilliseconds: Int64 = 15_000

    private let engine: any DynoEngine
    private let samples = Mutex<[String: Sample]>([:])

    init(_ engine: any DynoEngine) { self.engine = engine }

    /// Those that boot, and what each of them counts.
    func booting(_ dynos: [FleetState.Dyno], candidates: Set<Int64>, now: Int64) -> [StartQueue.Booting] {
        let young = dynos.filter { dyno in
            switch dyno.phase {
            case .starting: true
            case .up: !dyno.spec.slot.isWeb && now - (dyno.launchedAt ?? now) < Self.workerMilliseconds
            case .draining, .stopping, .ended: false
            }
        }
        let ids = Set(young.map(\.spec.id))
        samples.withLock { samples in samples = samples.filter { ids.contains($0.key) } }
        return young.map { dyno in
            StartQueue.Booting(
                slot: dyno.spec.slot,
                isCandidate: candidates.contains(dyno.spec.slot.deploy),
                age: dyno.launchedAt.map { now - $0 },
                load: dyno.launchedAt == nil ? nil : load(dyno.spec.id, now)
            )
        }
    }

    private func load(_ id: String, _ now: Int64) -> Double? {
        let last = samples.withLock { $0[id] }
        if let last, now - last.at < Self.windowMilliseconds { return last.load }
        guard let used = engine.cpuMicroseconds(id) else { return last?.load }
        let load = last.map { Double(used - $0.microseconds) / 1000 / Double(now - $0.at) }
        samples.withLock { $0[id] = Sample(at: now, microseconds: used, load: load) }
        return load
    }
}
