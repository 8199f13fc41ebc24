import Linux
import Model
import Planning

/// Reads an app's log for a drain, from where that had come. What waits is in the log's own files; of what is more than a drain may
/// have waiting, the oldest is passed over and counted.
struct DrainSource {
    private let stream: AppLogStream
    private let bytesMax: Int64
    private var reader: LogReader
    private var dropped = DroppedLines()

    /// - Parameter since: where nothing is known of how far it has come: the time of its first line.
    init(_ stream: AppLogStream, _ position: DrainPosition?, since: String, bytesMax: Int64) throws {
        self.stream = stream
        self.bytesMax = bytesMax
        let end = stream.endPlace
        var query = LogQuery()
        query.lines = .max
        query.since = since
        // Where the place it had come to is no more, all that is kept is newer.
        let known = try position?.place(in: stream)
        reader = try LogReader(stream, at: known ?? LogSearch(stream: stream, query: query).start(before: end))
        if position != nil, known == nil { dropped.add(1, since: since, isEstimate: true) }
    }

    var place: LogPlace { reader.place }

    /// The next lines, each with its end, how many, and how many before them were passed over; nil: there are none now.
    mutating func next() throws -> (bytes: [UInt8], lines: Int, passedOver: Int)? {
        try passOver()
        guard let part = try reader.next(before: stream.endPlace) else { return nil }
        dropped.add(reader.takeMissed(), since: Moment.text())
        var block = LogBlock()
        if !dropped.isEmpty { block.add(DrainFrame.notice(dropped, now: Moment.text())) }
        let passedOver = dropped.count
        dropped = DroppedLines()
        let query = LogQuery()
        part.withUnsafeBytes { all in
            var start = 0
            while start < all.count {
                let end = LineCutter.end(in: all, from: start) ?? all.count
                let line = UnsafeRawBufferPointer(rebasing: all[start..<end])
                if query.wants(line) { block.add(line) }
                start = end + 1
            }
        }
        return (block.bytes, block.lines, passedOver)
    }

    /// Half of what may wait is left then, so that it is not a little each time.
    private mutating func passOver() throws {
        guard isBehind(bytesMax) else { return }
        while isBehind(bytesMax / 2), let part = try reader.next(before: stream.endPlace) {
            let first = String(decoding: part.prefix { $0 != ASCII.space }, as: UTF8.self)
            dropped.add(reader.takeMissed() + part.count { $0 == ASCII.lineFeed }, since: first)
        }
    }

    private func isBehind(_ bytes: Int64) -> Bool {
        let end = stream.endPlace
        let segments = Int64(end.segment - reader.place.segment)
        return segments * stream.segments.limits.segmentBytesMax + end.offset - reader.place.offset > bytes
    }
}
