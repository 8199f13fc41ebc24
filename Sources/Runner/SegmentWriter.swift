import Glibc
import Linux
import Model

/// Writes whole lines into the newest segment, and turns to a new one before one would grow beyond its limit.
struct SegmentWriter: ~Copyable {
    enum Event {
        case opened(size: Int64)
        case wrote(bytes: Int, lines: Int)
        /// Names move on until `turned` or `stayed`.
        case turning, turned, stayed
    }

    private let segments: LogSegments
    private var file: Descriptor?
    private var size: Int64 = 0

    init(_ segments: LogSegments) { self.segments = segments }

    /// Opens what is there already.
    mutating func prepare(_ note: (Event) -> Void) throws(SystemError) {
        if file == nil, Files.exists(segments.newest) { try open(note) }
    }

    /// - Throws: where not all was written; what was has been noted.
    mutating func write(_ block: LogBlock, _ note: (Event) -> Void) throws(SystemError) {
        let bytes = block.bytes
        var start = 0
        while start < bytes.count {
            try open(note)
            let end = whatFits(bytes, from: start)
            guard end > start else {
                try turn(note)
                continue
            }
            try put(bytes[start..<end])
            let isAll = start == 0 && end == bytes.count
            note(.wrote(bytes: end - start, lines: isAll ? block.lines : bytes[start..<end].count { $0 == ASCII.lineFeed }))
            start = end
        }
    }

    /// The end of the lines that have room; a line that is longer than a segment has one to itself.
    private func whatFits(_ bytes: [UInt8], from start: Int) -> Int {
        let room = Int(max(segments.limits.segmentBytesMax - size, 0))
        if bytes.count - start <= room { return bytes.count }
        if let end = bytes[start..<(start + room)].lastIndex(of: ASCII.lineFeed) { return end + 1 }
        return size > 0 ? start : (bytes[start...].firstIndex(of: ASCII.lineFeed) ?? bytes.count - 1) + 1
    }

    private mutating func open(_ note: (Event) -> Void) throws(SystemError) {
        guard file == nil else { return }
        let opened = try segments.open()
        size = try segments.wholeLines(opened)
        file = consume opened
        note(.opened(size: size))
    }

    private mutating func turn(_ note: (Event) -> Void) throws(SystemError) {
        note(.turning)
        do throws(SystemError) {
            try segments.turn()
        } catch {
            note(.stayed)
            throw error
        }
        file = nil
        size = 0
        note(.turned)
    }

    private mutating func put(_ bytes: ArraySlice<UInt8>) throws(SystemError) {
        guard let number = file?.number else { return }
        do throws(SystemError) {
            try writeAll(Array(bytes), to: number)
            size += Int64(bytes.count)
        } catch {
            // Best effort: a torn line is cut off when the file is opened the next time.
            _ = ftruncate(number, off_t(size))
            throw error
        }
    }
}
