import Linux

/// Access lines of one loop that are not in the file yet.
struct LogBatch {
    static let bytesMax = 64 << 10
    static let millisecondsMax: Int64 = 100

    private(set) var bytes: [UInt8] = []
    /// When the first line came; 0: there is none.
    private var since: Int64 = 0
    /// With its tab.
    private var timeText: [UInt8] = []
    private var timeMilliseconds: Int64 = -1

    /// A line: the time, which is made into text once a millisecond, and what `write` adds.
    ///
    /// - Parameters:
    ///   - wall: microseconds since 1970.
    ///   - now: monotonic milliseconds.
    ///   - room: the most bytes that `write` adds.
    mutating func add(wall: Int64, now: Int64, room: Int, _ write: (inout OutputSpan<UInt8>) -> Void) {
        if bytes.isEmpty { since = now }
        if wall / 1000 != timeMilliseconds {
            timeMilliseconds = wall / 1000
            timeText = Array((Moment.text(wall) + "\t").utf8)
        }
        let time = timeText
        bytes.append(addingCapacity: time.count + room) { line in
            line.append(time)
            write(&line)
        }
    }

    /// What there is; the next batch gets room for as much.
    mutating func take() -> [UInt8] {
        var next: [UInt8] = []
        next.reserveCapacity(bytes.count)
        swap(&next, &bytes)
        return next
    }

    /// Milliseconds until the batch is due; nil: it is empty.
    func wait(now: Int64) -> Int64? { bytes.isEmpty ? nil : max(since + Self.millisecondsMax - now, 0) }

    func isDue(now: Int64) -> Bool { bytes.count >= Self.bytesMax || wait(now: now) == 0 }
}
