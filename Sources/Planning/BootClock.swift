/// The time that a dyno has had to boot. Where more wants to run than there are processors, each gets its share of a second
/// in a second, and that share counts: a machine that is busy makes nobody late. Not without an end, though.
package struct BootClock: Hashable, Sendable {
    /// By so much a boot may take longer than its limit.
    package static let stretchMax: Int64 = 5

    package let limitMilliseconds: Int64
    private let cores: Int
    /// Of its own time and of everybody's.
    private var spent: Double = 0
    package private(set) var passedMilliseconds: Int64 = 0

    package init(limitMilliseconds: Int64, cores: Int) {
        self.limitMilliseconds = limitMilliseconds
        self.cores = max(cores, 1)
    }

    /// - Parameters:
    ///   - passed: milliseconds since the last tick.
    ///   - running: threads of the whole machine that run or would, at this moment.
    ///   - used: processors that the dyno itself has had meanwhile; nil: nobody knows.
    package mutating func tick(passed: Int64, running: Int, used: Double?) {
        let share = min(1, Double(cores) / Double(max(running, 1)))
        passedMilliseconds += passed
        // What it had in fact is its share as well: it may have had more than others.
        spent += Double(passed) * min(1, max(share, used ?? 0))
    }

    package var spentMilliseconds: Int64 { Int64(spent) }

    package var isOver: Bool { spentMilliseconds >= limitMilliseconds || passedMilliseconds >= limitMilliseconds * Self.stretchMax }

    /// `60 s`, or what it came to on a busy machine.
    package var words: String {
        let limit = (limitMilliseconds + 500) / 1000
        let passed = (passedMilliseconds + 500) / 1000
        return passed > limit + max(1, limit / 10) ? "\(limit) s of its own (\(passed) s on this busy machine)" : "\(limit) s"
    }
}
