import Glibc
import Linux
import Model

extension AppLogStream {
    private static let restMilliseconds: Int64 = 500

    /// Hands over the newest lines that a query wants, oldest first, so many at a time.
    func recent(_ query: LogQuery, _ deliver: ([String]) throws -> Void) throws {
        settle()
        let end = endPlace
        var reader = try LogReader(self, at: try LogSearch(stream: self, query: query).start(before: end))
        while let part = try reader.next(before: end) { try Self.deliver(part, query, deliver) }
    }

    /// Why a query has no lines; nil: it has some.
    func absence(_ query: LogQuery) throws -> String? {
        guard query.isNarrow else { return nil }
        settle()
        return try LogSearch(stream: self, query: query).absence(before: endPlace)
    }

    /// Goes on with lines as they come, until `isOver` says that nobody listens any more.
    func follow(_ query: LogQuery, isOver: () -> Bool, _ deliver: ([String]) throws -> Void) throws {
        settle()
        var reader = try LogReader(self, at: try LogSearch(stream: self, query: query).start(before: endPlace))
        var since = Moment.text()
        while !isOver(), !self.isOver {
            if let part = try reader.next(before: endPlace) {
                since = Moment.text()
                try Self.deliver(part, query, deliver)
            } else {
                wait(behind: reader.place, milliseconds: Self.restMilliseconds)
            }
            let missed = reader.takeMissed()
            guard missed > 0 else { continue }
            let words = "Error L11 (Tail buffer overflow) -> This tail session dropped \(missed) messages since \(since)."
            try deliver(["\(LogLine.now(.heroku, "logplex", words))"])
        }
    }

    /// Looks what there is, and writes what waits.
    private func settle() {
        // What cannot be written is counted, and said in the log when it can; what is there can be read all the same.
        try? append()
    }

    /// The newest lines of one source, out of so many bytes at the end of the log.
    func lastLines(of source: LogLine.Source, _ dyno: String, bytesMax: Int) throws -> [ArraySlice<UInt8>] {
        settle()
        let end = endPlace
        var bytes: [UInt8] = []
        for number in [end.segment, end.segment - 1] where bytes.count < bytesMax {
            guard let segment = try open(number) else { break }
            let size = number == end.segment ? end.offset : try segment.size()
            let count = min(size, Int64(bytesMax - bytes.count))
            bytes = try segment.bytes(from: size - count, count: Int(count)) + bytes
        }
        let middle = LogLine.middle(source, dyno)
        return bytes.split(separator: ASCII.lineFeed).filter { line in
            line.firstIndex(of: ASCII.space).map { line[$0...].starts(with: middle) } ?? false
        }
    }

    private static func deliver(_ part: [UInt8], _ query: LogQuery, _ deliver: ([String]) throws -> Void) throws {
        var lines: [String] = []
        part.withUnsafeBytes { all in
            var start = 0
            while start < all.count {
                let end = LineCutter.end(in: all, from: start) ?? all.count
                let line = UnsafeRawBufferPointer(rebasing: all[start..<end])
                if query.wants(line) { lines.append(String(decoding: line, as: UTF8.self)) }
                start = end + 1
            }
        }
        if !lines.isEmpty { try deliver(lines) }
    }
}
