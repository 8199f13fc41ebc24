/// Cuts what a descriptor delivers into lines. A line over the limit is an error, so that no peer can fill our memory.
package struct LineReader: ~Copyable {
    private let number: Int32
    private let limit: Int
    private var buffer: [UInt8] = []
    private var start = 0
    private var ended = false

    package init(_ number: Int32, limit: Int = 16 << 20) {
        self.number = number
        self.limit = limit
    }

    /// The next line without its end; nil at the end of the stream. A last line without an end counts.
    package mutating func next() throws(SystemError) -> [UInt8]? {
        while true {
            if let end = buffer[start...].firstIndex(of: 10) {
                let line = Array(buffer[start..<end])
                start = end + 1
                return line
            }
            if ended {
                guard start < buffer.count else { return nil }
                defer { start = buffer.count }
                return Array(buffer[start...])
            }
            buffer.removeFirst(start)
            start = 0
            guard buffer.count <= limit else { throw SystemError("read", "a line over \(limit) bytes", code: 90) }
            guard let part = try readSome(from: number) else { continue }
            if part.isEmpty { ended = true } else { buffer += part }
        }
    }

    /// What comes next, whatever it is, at most `limit` bytes; empty at the end of the stream.
    package mutating func nextBytes(limit: Int) throws(SystemError) -> [UInt8] {
        guard start < buffer.count else {
            if ended { return [] }
            while true { if let part = try readSome(from: number, limit: limit) { return part } }
        }
        let part = Array(buffer[start...].prefix(limit))
        start += part.count
        return part
    }

    package mutating func nextText() throws(SystemError) -> String? {
        try next().map { String(decoding: $0, as: UTF8.self) }
    }
}
