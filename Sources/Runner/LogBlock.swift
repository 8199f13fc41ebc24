import Model

/// Whole lines of a log, as they stand in its file.
package struct LogBlock: Hashable, Sendable {
    private(set) var bytes: [UInt8] = []
    private(set) var lines = 0

    var isEmpty: Bool { lines == 0 }

    init() {}

    init(_ lines: [String]) { for line in lines { add(line) } }

    /// - Parameter line: without its end. What it has of ends itself becomes blanks: one line stays one.
    mutating func add(_ line: String) {
        bytes.append(contentsOf: line.utf8.lazy.map { $0 == ASCII.lineFeed ? ASCII.space : $0 })
        end()
    }

    mutating func add(_ line: LogLine) { add(line.description) }

    /// A line out of parts that have no ends in them.
    mutating func add(_ parts: UnsafeRawBufferPointer...) {
        for part in parts { bytes.append(contentsOf: part) }
        end()
    }

    private mutating func end() {
        bytes.append(ASCII.lineFeed)
        lines += 1
    }

    mutating func add(_ other: LogBlock) {
        bytes += other.bytes
        lines += other.lines
    }

    /// Takes so many lines away from the beginning.
    mutating func removeFirst(_ count: Int) {
        var start = 0
        for _ in 0..<min(count, lines) { start = (bytes[start...].firstIndex(of: ASCII.lineFeed) ?? bytes.count - 1) + 1 }
        bytes.removeFirst(start)
        lines -= min(count, lines)
    }

    /// The newest lines, at most `count`, oldest first.
    func last(_ count: Int) -> [String] {
        var found: [String] = []
        var end = bytes.count - 1
        while end >= 0, found.count < count {
            let start = (bytes[..<end].lastIndex(of: ASCII.lineFeed) ?? -1) + 1
            found.append(String(decoding: bytes[start..<end], as: UTF8.self))
            end = start - 1
        }
        return found.reversed()
    }

    var texts: [String] { last(lines) }
}
