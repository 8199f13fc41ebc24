import Model
import Planning

/// Dynos that boot on a machine with so many processors, in steps of 20 ms: the kernel shares the processors among those
/// that compute, and each look of the queue sees what a real one would.
struct BootStorm {
    struct Dyno {
        let slot: DynoSlot
        /// Milliseconds of a processor that it still needs, then of sleep.
        var work: Double
        var sleep: Double
        var isCandidate = false
        /// Milliseconds of a processor until it has been made: its first instruction comes then.
        var making = BootStorm.making
        var startedAt: Int64?
        var madeAt: Int64?
        var upAt: Int64?
        /// Its clock ran out; it begins anew.
        var timeouts = 0
        var clock: BootClock?
        var used = 0.0
        var load: Double?

        var isBusy: Bool { making > 0 || work > 0 }

        mutating func compute(_ milliseconds: Double, at now: Int64) {
            if making > 0 {
                making -= milliseconds
                if making <= 0 { madeAt = now }
            } else {
                work -= milliseconds
                used += milliseconds
            }
        }
    }

    static let step: Int64 = 20
    /// What making a dyno costs, in milliseconds of a processor: as `Benchmarks/runner` sees it.
    static let making = 110.0

    let cores: Int
    /// Whether the queue is asked at all.
    var isBounded = true
    var dynos: [Dyno]
    private(set) var now: Int64 = 0
    private(set) var runningMost = 0
    private let fresh: [Dyno]

    init(cores: Int, dynos: [Dyno]) {
        self.cores = cores
        self.dynos = dynos
        fresh = dynos
    }

    mutating func run(until end: Int64, stretches: Bool = true) {
        while now < end, dynos.contains(where: { $0.upAt == nil }) {
            measure()
            start()
            let running = dynos.indices.filter { dynos[$0].startedAt != nil && dynos[$0].upAt == nil && dynos[$0].isBusy }
            runningMost = max(runningMost, running.count)
            let share = min(1, Double(cores) / Double(max(running.count, 1)))
            for index in running { dynos[index].compute(share * Double(Self.step), at: now) }
            for index in dynos.indices where dynos[index].startedAt != nil && dynos[index].upAt == nil {
                if !dynos[index].isBusy { dynos[index].sleep -= Double(Self.step) }
                if !dynos[index].isBusy, dynos[index].sleep <= 0 { dynos[index].upAt = now }
                dynos[index].clock?.tick(passed: Self.step, running: stretches ? running.count : 0, used: nil)
                if dynos[index].upAt == nil, dynos[index].clock?.isOver == true { timeOut(index) }
            }
            now += Self.step
        }
    }

    private mutating func timeOut(_ index: Int) {
        let timeouts = dynos[index].timeouts + 1
        dynos[index] = fresh[index]
        dynos[index].timeouts = timeouts
    }

    private mutating func measure() {
        // A sample over less than a window says nothing.
        for index in dynos.indices where dynos[index].madeAt.map({ now > $0 && (now - $0) % 160 == 0 }) == true {
            dynos[index].load = dynos[index].used / 160
            dynos[index].used = 0
        }
    }

    private mutating func start() {
        let due = dynos.filter { $0.startedAt == nil }.map(\.slot)
        guard !due.isEmpty else { return }
        let queue = StartQueue(
            due: due,
            candidates: Set(dynos.filter(\.isCandidate).map(\.slot.deploy)),
            alive: Set(dynos.filter { $0.startedAt != nil }.map(\.slot)),
            booting: dynos.filter { $0.startedAt != nil && $0.upAt == nil }.map {
                .init(slot: $0.slot, isCandidate: $0.isCandidate, age: $0.madeAt.map { now - $0 }, load: $0.load)
            },
            histories: [:],
            cores: cores
        )
        let turn = Set(isBounded ? queue.starts : due)
        for index in dynos.indices where turn.contains(dynos[index].slot) {
            dynos[index].startedAt = now
            dynos[index].clock = BootClock(limitMilliseconds: 60_000, cores: cores)
        }
    }
}
