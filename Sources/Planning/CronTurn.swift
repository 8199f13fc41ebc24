import Model

/// Whether a job is due now: once for each of its times, and late by minutes at most; and what becomes of that time.
package enum CronTurn {
    /// So late one is still run, as after an upgrade. What was missed for longer, while nobody was there, is passed over.
    package static let graceSeconds: Int64 = 300
    /// What was done by a clock that was ahead of ours by more is not believed.
    private static let aheadSecondsMax: Int64 = 3600
    /// In which all that is due in one minute has begun: before the next one begins.
    private static let spreadMilliseconds: Int64 = 50_000
    private static let gapMillisecondsMax: Int64 = 1_000

    package enum Step: Hashable, Sendable {
        case begin
        /// This time is passed over: it runs from the time before.
        case passOver
        /// What runs from the time before is stopped, and another begins.
        case replace
    }

    /// Times are seconds since 1970.
    /// - Parameter seen: the last time that was seen to, or when the job came to be.
    /// - Returns: the time that is due; of several that were missed the last one. nil: none is.
    package static func due(_ schedule: CronSchedule, in zone: ZoneRules, seen: Int64, now: Int64) -> Int64? {
        // Where the clock was far ahead nobody knows what has run of the last minutes: this minute counts, and nothing is made up for.
        let isBelieved = seen <= now + aheadSecondsMax
        var time = isBelieved ? max(seen, now - graceSeconds - 1) : now - now % 60 - 1
        var due: Int64?
        while let next = schedule.next(after: time, in: zone), next <= now { (due, time) = (next, next) }
        return due
    }

    /// - Parameter isRunning: a dyno of the job's is there that has not ended, be it about to start or to go.
    package static func step(_ policy: CronJob.Concurrency?, isRunning: Bool) -> Step {
        guard isRunning else { return .begin }
        switch policy ?? .allow {
        case .allow: return .begin
        case .forbid: return .passOver
        case .replace: return .replace
        }
    }

    /// Milliseconds between the beginnings of jobs that are due in the same minute, on all of the machine.
    package static func gap(of count: Int) -> Int64 { min(gapMillisecondsMax, spreadMilliseconds / Int64(max(count, 1))) }
}
