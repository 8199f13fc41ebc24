import Planning

/// How long a one-off dyno may still run that is to end. It is counted in the runner's looks: when the next of these comes is this world's
/// chance, but what is due at one of them is done before the one after it.
struct Overstay: Equatable {
    /// What it outlives.
    enum Reason: String {
        case app = "its app"
        case stop = "its stop"
        case time = "its time"
        case client = "its client's patience"
    }

    let reason: Reason
    /// Of what is still due, one after the other: milliseconds behind the look that finds the step before it done.
    private var pauses: [Int64]
    private var dueAt: Int64?

    init(_ reason: Reason, limits: DynoExit.Limits) {
        self.reason = reason
        switch reason {
        // Out of the routes, SIGTERM, SIGKILL.
        case .app, .stop, .time: pauses = [0, 0, limits.stopMilliseconds + limits.killAgainMilliseconds]
        // SIGHUP so many times, SIGKILL.
        case .client:
            pauses = [Errand.patienceMilliseconds] + Array(repeating: Errand.pauseMilliseconds, count: Errand.hangUpsMax)
            pauses[pauses.count - 1] += limits.killAgainMilliseconds
        }
    }

    /// To be called at the beginning of each look that finds it running.
    /// - Returns: false where all that was due has been done, and it runs.
    mutating func look(now: Int64) -> Bool {
        if dueAt == nil {
            guard !pauses.isEmpty else { return false }
            dueAt = now + pauses.removeFirst()
        }
        if let due = dueAt, now >= due { dueAt = nil }
        return true
    }
}
