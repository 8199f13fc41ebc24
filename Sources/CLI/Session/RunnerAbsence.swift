import Glibc
import Linux
import Model

/// How long somebody who follows something waits for a runner that is restarted: an upgrade takes some seconds.
struct RunnerAbsence {
    private static let millisecondsMax: Int64 = 60_000
    private static let pauseMilliseconds: Int32 = 250
    private var goneAt: Int64?

    /// Returns when it is to be asked again.
    /// - Parameters:
    ///   - failure: thrown where it is away for too long.
    ///   - wasBack: something came of it since the last time.
    mutating func wait(_ failure: Failure, wasBack: Bool) throws(Failure) {
        let now = Moment.monotonicMilliseconds()
        let since = wasBack ? now : goneAt ?? now
        goneAt = since
        guard now - since < Self.millisecondsMax else { throw failure }
        _ = poll(nil, 0, Self.pauseMilliseconds)
    }
}
