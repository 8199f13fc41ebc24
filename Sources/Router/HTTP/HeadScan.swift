import Model

/// Finds the end of a head as it arrives. Lines end with CR LF and nothing else.
///
/// Most heads come whole and without a fault. Their reader finds the end itself, and no scan is made: one is begun where
/// that fails, and says by its own rules what is wrong, or what is missing.
struct HeadScan {
    enum Outcome: Equatable {
        case incomplete
        /// The head with its empty line has so many bytes.
        case complete(Int)
        case bad(Refusal)
    }

    /// What was looked at already, and where the current line began; both counted from the head's first byte.
    private var position = 0
    private var lineStart = 0

    /// Nothing of the head was looked at yet.
    var isFresh: Bool { position == 0 }

    private var tooLong: Refusal { lineStart == 0 ? .firstLineTooLong : .lineTooLong }

    mutating func look(at bytes: [UInt8], _ range: Range<Int>, firstLineMax: Int, lineMax: Int, headMax: Int) -> Outcome {
        let base = range.lowerBound
        let count = range.count
        while true {
            position = bytes.firstIndex(of: ASCII.lineFeed, from: base + position, to: base + count) - base
            guard position < count else { break }
            guard position > lineStart, bytes[base + position - 1] == ASCII.carriageReturn else {
                return .bad(.bareLineFeed)
            }
            let length = position - 1 - lineStart
            guard length <= (lineStart == 0 ? firstLineMax : lineMax) else { return .bad(tooLong) }
            if length == 0 { return position < headMax ? .complete(position + 1) : .bad(.headTooLong) }
            lineStart = position + 1
            guard lineStart <= headMax else { return .bad(.headTooLong) }
            position += 1
        }
        if count - lineStart > (lineStart == 0 ? firstLineMax : lineMax) + 2 { return .bad(tooLong) }
        return count > headMax ? .bad(.headTooLong) : .incomplete
    }
}
