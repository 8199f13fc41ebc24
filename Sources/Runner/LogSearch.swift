import Glibc
import Linux
import Model
import Planning

/// Finds where the newest lines begin that somebody wants to see, from the end backwards: what a log weighs as a whole does
/// not matter.
struct LogSearch {
    private static let windowBytes: Int64 = 256 << 10
    private static let windowBytesMax: Int64 = 4 << 20

    let stream: AppLogStream
    let query: LogQuery

    func start(before end: LogPlace) throws(SystemError) -> LogPlace {
        var left = query.lines
        var found = end
        var number = end.segment
        while left > 0, let segment = try stream.open(number) {
            var offset = number == end.segment ? end.offset : try segment.size()
            var window = Self.windowBytes
            while left > 0, offset > 0 {
                let start = max(offset - window, 0)
                let bytes = try segment.bytes(from: start, count: Int(offset - start))
                // What stands before the first end belongs to a line that begins further up.
                let first = start == 0 ? 0 : (bytes.firstIndex(of: ASCII.lineFeed) ?? bytes.count - 1) + 1
                guard first < bytes.count || window >= Self.windowBytesMax else {
                    window *= 4
                    continue
                }
                let lines = wanted(bytes, from: first)
                if let place = lines.suffix(left).first { found = LogPlace(segment: number, offset: start + Int64(place)) }
                left -= min(lines.count, left)
                if isOlder(bytes, from: first) { return found }
                offset = start + Int64(first < bytes.count ? first : 0)
                window = Self.windowBytes
            }
            number -= 1
        }
        return found
    }

    /// Whether the lines are before all that is asked for: so is what stands before them.
    private func isOlder(_ bytes: [UInt8], from first: Int) -> Bool {
        guard let since = query.since, first < bytes.count else { return false }
        let last = bytes.dropLast().lastIndex(of: ASCII.lineFeed).map { $0 + 1 } ?? first
        return [first, max(last, first)].allSatisfy { start in
            bytes[start...].prefix(while: { $0 != ASCII.space }).lexicographicallyPrecedes(since.utf8)
        }
    }

    /// Why there is nothing to show, out of the newest bytes; nil: there is something.
    func absence(before end: LogPlace, bytesMax: Int64 = 32 << 20) throws(SystemError) -> String? {
        var absence = LogAbsence(query)
        var number = end.segment
        var left = bytesMax
        while left > 0, let segment = try stream.open(number) {
            var offset = number == end.segment ? end.offset : try segment.size()
            while left > 0, offset > 0 {
                let start = max(offset - Self.windowBytes, 0)
                let bytes = try segment.bytes(from: start, count: Int(offset - start))
                let first = start == 0 ? 0 : (bytes.firstIndex(of: ASCII.lineFeed) ?? bytes.count - 1) + 1
                if Self.look(bytes, from: first, &absence) { return nil }
                left -= offset - start
                // Where no line begins in it, the next window is the one before.
                offset = first < bytes.count ? start + Int64(first) : start
            }
            number -= 1
        }
        return absence.words
    }

    private static func look(_ bytes: [UInt8], from first: Int, _ absence: inout LogAbsence) -> Bool {
        bytes.withUnsafeBytes { all in
            var starts: [Int] = []
            var start = first
            while start < all.count {
                starts.append(start)
                start = (LineCutter.end(in: all, from: start) ?? all.count) + 1
            }
            return starts.reversed().contains { start in
                let end = LineCutter.end(in: all, from: start) ?? all.count
                return absence.look(at: UnsafeRawBufferPointer(rebasing: all[start..<end]))
            }
        }
    }

    /// Where the lines begin that are wanted.
    private func wanted(_ bytes: [UInt8], from first: Int) -> [Int] {
        var starts: [Int] = []
        bytes.withUnsafeBytes { all in
            var start = first
            while start < all.count {
                let end = LineCutter.end(in: all, from: start) ?? all.count
                if query.wants(UnsafeRawBufferPointer(rebasing: all[start..<end])) { starts.append(start) }
                start = end + 1
            }
        }
        return starts
    }
}
