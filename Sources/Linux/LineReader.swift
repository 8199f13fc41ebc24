import Glibc

/// Cuts what a descriptor delivers into lines. A line over the limit is an error, so that no peer can fill our memory.
package struct LineReader: ~Copyable {
    private let number: Int32
    private let limit: Int
    private var lines: LineCutter
    private var ended = false

    package init(_ number: Int32, limit: Int = 16 << 20) {
        self.number = number
        self.limit = limit
        lines = LineCutter(lineBytesMax: limit)
    }

    /// The next line without its end; nil at the end of the stream. A last line without an end counts.
    package mutating func next() throws(SystemError) -> [UInt8]? {
        while true {
            if let line = lines.next() { return Array(line) }
            if ended {
                let last = lines.take()
                return last.isEmpty ? nil : last
            }
            guard !lines.isTooLong else { throw SystemError("read", "a line over \(limit) bytes", code: EMSGSIZE) }
            guard let part = try readSome(from: number) else { continue }
            if part.isEmpty { ended = true } else { lines.add(part) }
        }
    }

    /// What comes next, whatever it is, at most `limit` bytes; empty at the end of the stream.
    package mutating func nextBytes(limit: Int) throws(SystemError) -> [UInt8] {
        let part = lines.take(limit)
        if !part.isEmpty || ended { return part }
        while true { if let part = try readSome(from: number, limit: limit) { return part } }
    }

    /// What has been read already and is of no line that was taken.
    package mutating func nextBuffered() -> [UInt8] { lines.take() }

    package mutating func nextText() throws(SystemError) -> String? {
        try next().map { String(decoding: $0, as: UTF8.self) }
    }
}
