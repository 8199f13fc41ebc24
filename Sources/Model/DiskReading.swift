/// What a look at a disk has found. A look that failed has found nothing: it is neither within a limit nor over it.
package enum DiskReading: Hashable, Sendable {
    case within(DiskAmount)
    /// Counting ended where a limit was passed: what is there may be more.
    case over(DiskAmount, DiskLimits.Excess)
    case unknown(String)

    package var amount: DiskAmount? {
        switch self {
        case .within(let amount), .over(let amount, _): amount
        case .unknown: nil
        }
    }

    package var excess: DiskLimits.Excess? {
        if case .over(_, let excess) = self { excess } else { nil }
    }
}
