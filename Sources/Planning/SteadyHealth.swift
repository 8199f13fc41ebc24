import Model

/// How a dyno has answered what it is asked while it is up. Times are monotonic milliseconds.
package struct SteadyHealth: Hashable, Sendable {
    private let check: SteadyCheck
    private var failures = 0
    private var dueAt: Int64
    private var isAsking = false

    package init(_ check: SteadyCheck, now: Int64) {
        self.check = check
        dueAt = now + Int64(check.waitSeconds) * 1000
    }

    /// Whether it is to be asked now; one question at a time.
    package mutating func ask(now: Int64) -> Bool {
        guard !isAsking, now >= dueAt else { return false }
        isAsking = true
        return true
    }

    /// - Returns: whether it has failed often enough to be replaced; then it is counted anew.
    package mutating func answered(_ isWell: Bool, now: Int64) -> Bool {
        isAsking = false
        dueAt = now + Int64(check.waitSeconds) * 1000
        failures = isWell ? 0 : failures + 1
        guard failures >= check.attempts else { return false }
        failures = 0
        return true
    }
}
