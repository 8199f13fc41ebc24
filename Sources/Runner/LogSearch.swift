import Glibc
import Linux
import Model

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
                offset = start + Int64(first < bytes.count ? first : 0)
                window = Self.windowBytes
            }
            number -= 1
        }
        return found
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
