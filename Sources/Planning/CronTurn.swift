import Model

/// Whether a job is due now: once for each of its times, and late by minutes at most.
package enum CronTurn {
    /// So late one is still run, as after an upgrade. What was missed for longer, while nobody was there, is passed over.
    package static let graceSeconds: Int64 = 300
    /// What was done by a clock that was ahead of ours by more is not believed.
    private static let aheadSecondsMax: Int64 = 3600

    /// Times are seconds since 1970.
    /// - Parameters:
    ///   - last: of the last time that was seen to.
    ///   - since: when the job came to be.
    /// - Returns: the time that is due; of several that were missed the last one. nil: none is.
    package static func due(_ schedule: CronSchedule, in zone: ZoneRules, last: Int64?, since: Int64, now: Int64) -> Int64? {
        let known = [last, since].compactMap(\.self).filter { $0 <= now + aheadSecondsMax }
        var time = known.reduce(now - graceSeconds - 1, max)
        var due: Int64?
        while let next = schedule.next(after: time, in: zone), next <= now { (due, time) = (next, next) }
        return due
    }
}
