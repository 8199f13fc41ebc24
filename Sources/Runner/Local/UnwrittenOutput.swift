import Sandbox

/// Finds out how much of a dyno's output its conmon has read and could not write, as where the disk is full. Else it writes more
/// than it reads: where that turns round, lines were lost.
struct UnwrittenOutput {
    /// What may have been read and not written yet, bytes.
    private static let underWayMax: Int64 = 64 << 10

    /// What was written beyond what was read, at most.
    private var surplus: Int64?

    /// - Returns: bytes that are lost since the last time; few of them are told with the next ones.
    mutating func lost(_ traffic: OutputTraffic) -> Int64 {
        let now = traffic.written - traffic.read
        let lost = (surplus ?? now) - now
        if let surplus, lost <= Self.underWayMax {
            self.surplus = max(surplus, now)
            return 0
        }
        surplus = now
        return lost
    }
}
