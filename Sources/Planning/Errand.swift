/// What ends a one-off dyno that does not end by itself: its client's going, and its time. Times are monotonic milliseconds.
package struct Errand: Hashable, Sendable {
    package enum Step: Hashable, Sendable {
        /// Nothing is due; look again then.
        case wait(until: Int64?)
        /// SIGHUP.
        case hangUp
        /// As a dyno is stopped that is not wanted any more: SIGTERM, SIGKILL.
        case stop
        /// SIGKILL: it does not hear SIGHUP.
        case kill
    }

    /// For whoever has started it to wait for it: at first, and once a runner has taken the place of another.
    package static let patienceMilliseconds: Int64 = 30_000
    /// Between two times that it is hung up.
    package static let pauseMilliseconds: Int64 = 5_000
    /// How often it is, before it is killed.
    package static let hangUpsMax = 3

    /// From when on it is alone, or will be taken for it; nil: somebody waits for it, or nobody ever did.
    package var aloneAt: Int64?
    /// How often it was hung up, and when last.
    package var hangUps = 0
    package var hungUpAt: Int64?
    /// When its time is over; nil: never.
    package var endsAt: Int64?

    package init() {}

    package func step(now: Int64) -> Step {
        if let endsAt, now >= endsAt { return .stop }
        guard let aloneAt else { return .wait(until: endsAt) }
        let due = hungUpAt.map { $0 + Self.pauseMilliseconds } ?? aloneAt
        guard now >= due else { return .wait(until: min(due, endsAt ?? .max)) }
        return hangUps < Self.hangUpsMax ? .hangUp : .kill
    }

    package mutating func hungUp(now: Int64) {
        hangUps += 1
        hungUpAt = now
    }
}
