/// Which removed dynos still have requests, over all loops. A pure value: it is told, and says who is drained.
struct DrainedDynos {
    private let loopCount: Int
    private var current: Set<String> = []
    /// Removed and not yet drained, the newest last.
    private(set) var pending: [String] = []
    /// Drained ones, to be said again to a runner that comes anew; the oldest are forgotten.
    private var drained: [String] = []
    private var busy: [Set<String>]
    private var answered: Set<Int> = []
    private var over: Set<Int> = []
    private(set) var turn = 0
    private static let rememberedMax = 10_000

    init(loopCount: Int) {
        self.loopCount = loopCount
        busy = Array(repeating: [], count: loopCount)
    }

    /// A new table goes out to the loops; returns its turn.
    mutating func begin(_ ids: Set<String>) -> Int {
        let removed = current.subtracting(ids).sorted()
        pending.removeAll { ids.contains($0) }
        drained.removeAll { ids.contains($0) }
        pending += removed.filter { !pending.contains($0) }
        current = ids
        answered = over
        turn += 1
        return turn
    }

    /// A loop serves a turn. True when it is the newest turn and all loops do.
    mutating func applied(loop: Int, turn: Int, busy ids: [String]) -> Bool {
        busy[loop] = Set(ids)
        guard turn == self.turn else { return false }
        answered.insert(loop)
        return isServed
    }

    /// A loop has ended: it has no requests any more and says nothing. True where the newest turn waited for it alone.
    mutating func ended(loop: Int) -> Bool {
        busy[loop] = []
        over.insert(loop)
        return answered.insert(loop).inserted && isServed
    }

    /// Every loop that is there serves the newest turn.
    var isServed: Bool { answered.count == loopCount }

    mutating func idle(loop: Int, dyno: String) { busy[loop].remove(dyno) }

    /// The dynos that have become drained since the last call; none while a table is on its way.
    mutating func takeDrained() -> [String] {
        guard isServed else { return [] }
        let done = pending.filter { id in !busy.contains { $0.contains(id) } }
        pending.removeAll { done.contains($0) }
        drained += done
        if drained.count > Self.rememberedMax { drained.removeFirst(drained.count - Self.rememberedMax) }
        return done
    }

    /// For a runner that may have missed them.
    var alreadyDrained: [String] { drained }
}
