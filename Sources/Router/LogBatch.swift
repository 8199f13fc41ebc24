import Linux

/// Access lines of one loop that are not in the file yet.
struct LogBatch {
    static let bytesMax = 64 << 10
    static let millisecondsMax: Int64 = 100

    var bytes: [UInt8] = []
    /// When the first line came; 0: there is none.
    private var since: Int64 = 0
    /// With its tab.
    private var timeText: [UInt8] = []
    private var timeMilliseconds: Int64 = -1

    /// What a new line begins with, its tab included; made once a millisecond.
    mutating func time(wall: Int64, now: Int64) -> [UInt8] {
        if bytes.isEmpty { since = now }
        if wall / 1000 != timeMilliseconds {
            timeMilliseconds = wall / 1000
            timeText = Array((Moment.text(wall) + "\t").utf8)
        }
        return timeText
    }

    /// Milliseconds until the batch is due; nil: it is empty.
    func wait(now: Int64) -> Int64? { bytes.isEmpty ? nil : max(since + Self.millisecondsMax - now, 0) }

    func isDue(now: Int64) -> Bool { bytes.count >= Self.bytesMax || wait(now: now) == 0 }
}
