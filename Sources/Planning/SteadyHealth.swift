import Model

/// How a dyno has answered what it is asked while it is up. Times are monotonic milliseconds.
package struct SteadyHealth: Hashable, Sendable {
    private let waitMilliseconds: Int64
    private let attempts: Int
    private var failures = 0
    private var dueAt: Int64
    private var isAsking = false

    package init(waitSeconds: Int, attempts: Int, now: Int64) {
        waitMilliseconds = Int64(waitSeconds) * 1000
        self.attempts = attempts
        dueAt = now + waitMilliseconds
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
        dueAt = now + waitMilliseconds
        failures = isWell ? 0 : failures + 1
        guard failures >= attempts else { return false }
        failures = 0
        return true
    }
}
