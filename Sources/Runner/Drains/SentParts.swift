import Model

/// What of a log was handed over and is not settled yet: each part ends at a place in the log, which is come to once its lines are
/// delivered or dropped.
struct SentParts {
    private var parts: [(lines: Int, place: LogPlace)] = []
    /// All before it is settled.
    private(set) var settled: LogPlace

    init(from place: LogPlace) { settled = place }

    mutating func add(_ lines: Int, until place: LogPlace) {
        parts.append((lines, place))
        settle(0)
    }

    /// - Returns: how many of `count` there were to be settled: whoever counts is not believed beyond that.
    @discardableResult
    mutating func settle(_ count: Int) -> Int {
        var left = max(count, 0)
        while let first = parts.first, first.lines <= left {
            left -= first.lines
            settled = first.place
            parts.removeFirst()
        }
        guard !parts.isEmpty else { return max(count, 0) - left }
        parts[0].lines -= left
        return max(count, 0)
    }
}
