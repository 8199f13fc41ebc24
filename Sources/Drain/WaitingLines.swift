/// Lines that were taken and are not delivered yet, in their order.
struct WaitingLines {
    private struct Line {
        let bytes: [UInt8]
        /// Of the log, and no word of ours.
        let counts: Bool
    }

    private var lines: [Line] = []
    private(set) var bytes = 0

    var isEmpty: Bool { lines.isEmpty }
    var count: Int { lines.count }
    subscript(index: Int) -> [UInt8] { lines[index].bytes }

    mutating func append(_ line: [UInt8]) {
        lines.append(Line(bytes: line, counts: true))
        bytes += line.count
    }

    mutating func prepend(_ words: String) {
        lines.insert(Line(bytes: Array(words.utf8), counts: false), at: 0)
        bytes += words.utf8.count
    }

    /// How many of them are the log's.
    mutating func removeFirst(_ count: Int) -> Int {
        let gone = lines.prefix(count)
        bytes -= gone.reduce(0) { $0 + $1.bytes.count }
        defer { lines.removeFirst(gone.count) }
        return gone.count(where: \.counts)
    }
}
