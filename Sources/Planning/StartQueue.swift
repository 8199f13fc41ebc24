import Model

/// Which of the dynos that are to be started begin now. Bounded by what those that boot do to the processors, not by their
/// number: one that computes while it boots has a place, one that only waits has none.
package struct StartQueue: Hashable, Sendable {
    /// A dyno that boots.
    package struct Booting: Hashable, Sendable {
        package let slot: DynoSlot
        package let isCandidate: Bool
        /// Milliseconds since its first instruction; nil: it is being made.
        package let age: Int64?
        /// Processors that it has used in the last moment; nil: nobody knows yet.
        package let load: Double?

        package init(slot: DynoSlot, isCandidate: Bool, age: Int64?, load: Double?) {
            self.slot = slot
            self.isCandidate = isCandidate
            self.age = age
            self.load = load
        }

        /// It has been looked at for long enough, and waits.
        fileprivate var isIdle: Bool? { isNew ? nil : load.map { $0 < StartQueue.idleLoad } }
        private var isNew: Bool { (age ?? 0) < StartQueue.newMilliseconds }

        /// What it is counted for, in processors. One of a kind whose others were seen to wait need not show it anew.
        fileprivate func demand(waitsAsOthers: Bool) -> Double {
            guard let age else { return 1 }
            if isNew { return waitsAsOthers ? 0 : 1 }
            guard let load else { return age < StartQueue.unknownMilliseconds ? 1 : 0 }
            if isIdle == true { return 0 }
            // One that gets but a part of a processor among others would take a whole one.
            let wish = load < StartQueue.hungryLoad ? load : max(load, 1)
            // Whoever needs very long shares what it has with those who come after it.
            return age < StartQueue.longMilliseconds ? wish : wish / 2
        }
    }

    /// So long a new dyno counts as one that computes: it has not shown yet what it is.
    package static let newMilliseconds: Int64 = 200
    private static let unknownMilliseconds: Int64 = 2_000
    private static let longMilliseconds: Int64 = 20_000
    private static let idleLoad = 0.08
    private static let hungryLoad = 0.25
    /// Those that boot may want so much more than there is: between two of them is always a pause.
    private static let slack = 0.5
    /// While some wait, the next look is due after this: loads change without anybody saying so.
    private static let lookMilliseconds: Int64 = 150

    package private(set) var starts: [DynoSlot] = []
    /// Those that wait for their turn, in its order.
    package private(set) var waiting: [DynoSlot] = []

    /// - Parameters:
    ///   - due: what the plan would start.
    ///   - alive: slots of dynos that start or are up.
    package init(
        due: [DynoSlot],
        candidates: Set<Int64>,
        alive: Set<DynoSlot>,
        booting: [Booting],
        histories: [DynoSlot: RestartPolicy.History],
        cores: Int
    ) {
        guard !due.isEmpty else { return }
        let room = Double(max(cores, 1)) + Self.slack
        let waits = Dictionary(booting.compactMap { one in one.isIdle.map { (Kind(one.slot), $0) } }, uniquingKeysWith: { $0 && $1 })
        let demands = booting.map { ($0.isCandidate, $0.demand(waitsAsOthers: waits[Kind($0.slot)] == true)) }
        var demand = demands.map(\.1).reduce(0, +)
        // A push waits for pushes alone, never for the dynos that come again after a reboot.
        var ofCandidates = demands.filter(\.0).map(\.1).reduce(0, +)
        var present = Dictionary(alive.map { (Kind($0), 1) }, uniquingKeysWith: +)
        var left = due
        // Who has somebody now is behind whoever has nobody, so that the first is looked for anew each time; few find room.
        while let next = left.indices.filter({ hasRoom(left[$0]) }).min(by: {
            Self.isBefore(left[$0], left[$1], candidates, present, histories)
        }) {
            let slot = left.remove(at: next)
            starts.append(slot)
            demand += 1
            if candidates.contains(slot.deploy) { ofCandidates += 1 }
            present[Kind(slot), default: 0] += 1
        }
        waiting = left.sorted { Self.isBefore($0, $1, candidates, present, histories) }

        func hasRoom(_ slot: DynoSlot) -> Bool {
            let others = candidates.contains(slot.deploy) ? ofCandidates : demand
            return others == 0 || others + 1 <= room
        }
    }

    /// When to look again although nothing has happened; nil: nobody waits.
    package func wakeAt(now: Int64) -> Int64? { waiting.isEmpty ? nil : now + Self.lookMilliseconds }

    private struct Kind: Hashable {
        let app: AppName
        let deploy: Int64
        let type: String

        init(_ slot: DynoSlot) {
            app = slot.app
            deploy = slot.deploy
            type = slot.type
        }
    }

    private static func isBefore(
        _ left: DynoSlot,
        _ right: DynoSlot,
        _ candidates: Set<Int64>,
        _ present: [Kind: Int],
        _ histories: [DynoSlot: RestartPolicy.History]
    ) -> Bool {
        func rank(_ slot: DynoSlot) -> (Int, Int, Int, Int, Int) {
            let isFirst = present[Kind(slot)] == nil
            return (
                candidates.contains(slot.deploy) ? 0 : 1, isFirst ? 0 : 1, slot.isWeb ? 0 : 1,
                histories[slot]?.crashes ?? 0, slot.index
            )
        }
        let (one, other) = (rank(left), rank(right))
        return one == other ? left < right : one < other
    }
}
