import Linux

/// How many commands of checks are begun at once: each is a conmon and a crun of root's, and hundreds of dynos may be due in the same
/// second. Who waits here is asked later; the time of its command counts from its own beginning.
final class CheckTurns: Sendable {
    private static let lookMilliseconds: Int64 = 1_000

    private let free: Monitor<Int>

    init(_ most: Int) { free = Monitor(most) }

    /// Waits for a turn.
    /// - Returns: false: nobody wants to know any more.
    func take(isOver: () -> Bool) -> Bool {
        while !isOver() {
            let isTaken: Bool? = free.wait(until: Moment.monotonicMilliseconds() + Self.lookMilliseconds) { count in
                guard count > 0 else { return nil }
                count -= 1
                return true
            }
            if isTaken == true { return true }
        }
        return false
    }

    func give() { free.update { $0 += 1 } }
}
