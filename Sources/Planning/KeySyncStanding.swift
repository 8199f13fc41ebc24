import Model

/// How a team's keys stand to their list.
package enum KeySyncStanding: Hashable, Sendable {
    /// Nobody has looked at the list yet.
    case never
    case current
    /// The last look changed nothing, for this reason.
    case refused(String)
    /// Nobody has looked for so many minutes, though somebody should have.
    case stale(minutes: Int64)

    /// So many looks may be missing before it is said: one may take its time, and one may fall into a restart.
    private static let missing: Int64 = 3

    /// - Parameters:
    ///   - report: what came of the last look; nil: there was none.
    ///   - everyMinutes: from look to look; 0: whenever somebody asks.
    ///   - now: seconds since 1970.
    ///   - seconds: the same of a time as it is written; nil: it is none.
    package static func of(_ report: KeySyncReport?, everyMinutes: Int, now: Int64, seconds: (String) -> Int64?) -> KeySyncStanding {
        guard let report else { return .never }
        if let refusal = report.refusal { return .refused(refusal) }
        guard everyMinutes > 0, let at = seconds(report.at) else { return .current }
        let minutes = (now - at) / 60
        return minutes > Int64(everyMinutes) * missing ? .stale(minutes: minutes) : .current
    }
}
