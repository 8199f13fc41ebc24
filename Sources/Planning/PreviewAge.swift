/// How long a preview has been there since somebody pushed to it: the time that a runner has seen pass, by the monotonic clock, from look to
/// look. So a clock that is set, and a machine that was off, end nothing.
package struct PreviewAge: Hashable, Sendable {
    private static let secondsADay: Int64 = 86_400
    /// What one look may add.
    private static let lookSecondsMax: Int64 = 3600

    /// The deploy of the push that it counts from.
    package let push: Int64
    package let seconds: Int64

    package init(push: Int64, seconds: Int64 = 0) {
        self.push = push
        self.seconds = seconds
    }

    /// - Parameters:
    ///   - known: as of the last look; nil: there was none.
    ///   - push: the last one that was released.
    ///   - passed: seconds since the last look of this runner.
    package static func next(_ known: PreviewAge?, push: Int64, passed: Int64) -> PreviewAge {
        guard let known, known.push == push else { return PreviewAge(push: push) }
        return PreviewAge(push: push, seconds: known.seconds + min(max(passed, 0), lookSecondsMax))
    }

    /// Until it is destroyed; nil: it is not, by its age.
    package func secondsLeft(days: Int) -> Int64? { days > 0 ? max(0, Int64(days) * Self.secondsADay - seconds) : nil }

    package func isOver(days: Int) -> Bool { secondsLeft(days: days) == 0 }
}
