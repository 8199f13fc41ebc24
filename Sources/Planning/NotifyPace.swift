/// When a message that could not be delivered is tried again, and when it is given up.
package enum NotifyPace {
    private static let firstSeconds: Int64 = 30
    private static let longestSeconds: Int64 = 3600
    private static let rejectionsMax = 3
    private static let keptSeconds: Int64 = 3 * 86_400
    /// Tries within that time, about; a clock that is set ahead, or a machine that was off, gives nothing up.
    private static let keptFailures = 70
    /// That wait for one target; the oldest goes.
    package static let waitingMax = 100

    /// - Parameter failures: in a row.
    package static func pauseSeconds(afterFailures failures: Int) -> Int64 {
        min(firstSeconds << Int64(min(max(failures - 1, 0), 16)), longestSeconds)
    }

    /// - Parameters:
    ///   - rejections: how often the server has read it and did not want it.
    ///   - seconds: since it was said, by the clock.
    ///   - failures: of its target, in a row.
    package static func givesUp(rejections: Int, after seconds: Int64, failures: Int) -> Bool {
        rejections >= rejectionsMax || (seconds >= keptSeconds && failures >= keptFailures)
    }

    /// Longer than any pause: a next try that is later was written down by a clock that was ahead.
    package static let pauseMicrosecondsMax = 2 * longestSeconds * 1_000_000
}
