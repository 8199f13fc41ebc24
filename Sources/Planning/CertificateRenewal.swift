/// When a certificate is asked for.
package enum CertificateRenewal {
    /// Before the second try; doubles from there.
    package static let pauseSecondsMin: Int64 = 3600
    package static let pauseSecondsMax: Int64 = 86_400

    /// A try by a clock that was ahead of ours by more is not believed: the next would wait until then, and nothing be renewed.
    private static let aheadSecondsMax: Int64 = 3600

    /// When it is due, in seconds since 1970: at once where there is none, else with a third of its life left; after a
    /// failure not before the pause is over.
    /// - Parameter failures: tries that failed in a row, the last of them at `triedAt`.
    package static func due(validity: ClosedRange<Int64>?, failures: Int, triedAt: Int64, now: Int64) -> Int64 {
        let wanted = validity.map { $0.upperBound - ($0.upperBound - $0.lowerBound) / 3 } ?? 0
        guard failures > 0, triedAt <= now + aheadSecondsMax else { return wanted }
        let doublings = Int64(min(failures - 1, 10))
        return max(wanted, triedAt + min(pauseSecondsMin << doublings, pauseSecondsMax))
    }

    /// The second try comes after an hour: what was a mistake of the first few minutes is nobody's worry.
    private static let failuresMin = 2
    private static let endingSeconds: Int64 = 14 * 86_400

    /// Whether somebody has to look after the certificate of a name.
    ///
    /// - Parameters:
    ///   - notAfter: of the one that lasts longest; nil: there is none. Seconds since 1970, as `now`.
    ///   - failures: tries to get another that failed in a row; nil: nobody tries.
    package static func needsSomebody(notAfter: Int64?, failures: Int?, now: Int64) -> Bool {
        if let failures, failures >= failuresMin { return true }
        guard let notAfter, notAfter < now + endingSeconds else { return false }
        // An automatic one that may be short-lived is about to be renewed.
        return failures != 0
    }
}
