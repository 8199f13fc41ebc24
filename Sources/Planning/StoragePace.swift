/// How long whoever looks at folders that stay rests before the next look.
package enum StoragePace {
    /// Between two looks that cost next to nothing, and at most: an app that fills the disk is not left alone for longer.
    package static let pauseMilliseconds: Int64 = 30_000
    package static let pauseMillisecondsMax: Int64 = 600_000
    /// A look takes at most so much of a processor, and of the time: while it waits, a disk may work for it.
    private static let shareOfProcessor: Int64 = 20
    private static let shareOfTime: Int64 = 3

    /// What counts is what a look has cost others. A long one may have cost nothing: it takes the processor that they leave.
    ///
    /// - Parameters:
    ///   - milliseconds: that the last look took.
    ///   - computed: of these on a processor.
    package static func rest(after milliseconds: Int64, computed: Int64) -> Int64 {
        let fair = max(computed.clamped * shareOfProcessor, milliseconds.clamped * shareOfTime)
        return min(max(fair, pauseMilliseconds), pauseMillisecondsMax)
    }
}

extension Int64 {
    /// More changes nothing.
    fileprivate var clamped: Int64 { Swift.min(self, StoragePace.pauseMillisecondsMax) }
}
