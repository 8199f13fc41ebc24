import Linux
import Model

/// Reads one app's log from a place on, at its own speed, a bounded part at a time. The segment that it reads it holds open:
/// what is written to that it gets whole, and where it comes so late that the next has gone, it counts what it missed.
struct LogReader {
    private static let partBytes = 64 << 10
    private static let lineBytesMax = 4 << 20

    private let stream: AppLogStream
    private(set) var place: LogPlace
    private var segment: SegmentReader?
    private var missed = 0

    init(_ stream: AppLogStream, at place: LogPlace) throws(SystemError) {
        self.stream = stream
        self.place = place
        segment = try stream.open(place.segment)
    }

    /// Lines that went before they were read, since this was asked last.
    mutating func takeMissed() -> Int {
        defer { missed = 0 }
        return missed
    }

    /// The next whole lines before `end`; nil: there are none now.
    mutating func next(before end: LogPlace) throws(SystemError) -> [UInt8]? {
        while place < end {
            if segment == nil { segment = try stream.open(place.segment) }
            guard let open = segment else {
                let oldest = stream.oldest(after: place.segment)
                guard oldest.place > place else { return nil }
                missed += oldest.lines
                place = oldest.place
                continue
            }
            let left = place.segment == end.segment ? end.offset - place.offset : .max
            let part = try Self.lines(open, from: place.offset, left: left)
            place.offset += Int64(part.count)
            if !part.isEmpty { return part }
            guard place.segment < end.segment else { return nil }
            place = LogPlace(segment: place.segment + 1, offset: 0)
            segment = nil
        }
        return nil
    }

    private static func lines(_ segment: SegmentReader, from offset: Int64, left: Int64) throws(SystemError) -> [UInt8] {
        var count = partBytes
        while true {
            let bytes = try segment.bytes(from: offset, count: Int(min(Int64(count), left)))
            if let end = bytes.lastIndex(of: ASCII.lineFeed) { return Array(bytes[...end]) }
            // Without an end, and it is not for want of room: nobody will write one any more.
            if bytes.count < count || count >= lineBytesMax { return bytes }
            count *= 8
        }
    }
}
