/// When a certificate is asked for.
package enum CertificateRenewal {
    /// Before the second try; doubles from there.
    package static let pauseSecondsMin: Int64 = 3600
    package static let pauseSecondsMax: Int64 = 86_400

    /// When it is due, in seconds since 1970: at once where there is none, else with a third of its life left; after a
    /// failure not before the pause is over.
    /// - Parameter failures: tries that failed in a row, the last of them at `triedAt`.
    package static func due(validity: ClosedRange<Int64>?, failures: Int, triedAt: Int64) -> Int64 {
        let wanted = validity.map { $0.upperBound - ($0.upperBound - $0.lowerBound) / 3 } ?? 0
        guard failures > 0 else { return wanted }
        let doublings = Int64(min(failures - 1, 10))
        return max(wanted, triedAt + min(pauseSecondsMin << doublings, pauseSecondsMax))
    }
}
