/// How much may still be logged: grows with time up to a store, and shrinks with what is taken.
package struct LogAllowance: Hashable, Sendable {
    /// A second's worth.
    private let linesRate: Int64
    private let bytesRate: Int64
    private let secondsMax: Int64
    /// Thousandths of lines and of bytes, so that no millisecond is lost in rounding.
    private var lines: Int64
    private var bytes: Int64
    /// Monotonic milliseconds.
    private var at: Int64

    /// Begins with a full store.
    /// - Parameters:
    ///   - seconds: what the store holds of both rates.
    ///   - now: monotonic milliseconds, as everywhere here.
    package init(lines: Int, bytes: Int64, seconds: Int, now: Int64) {
        linesRate = Int64(lines)
        bytesRate = bytes
        secondsMax = Int64(seconds)
        self.lines = linesRate * secondsMax * 1000
        self.bytes = bytesRate * secondsMax * 1000
        at = now
    }

    package mutating func grow(now: Int64) {
        let passed = min(max(now - at, 0), secondsMax * 1000)
        at = max(at, now)
        lines = max(lines, min(lines + linesRate * passed, linesRate * secondsMax * 1000))
        bytes = max(bytes, min(bytes + bytesRate * passed, bytesRate * secondsMax * 1000))
    }

    /// What has waited since nobody read is no flood: it is taken whatever it is, beyond the store.
    package mutating func grant(lines: Int, bytes: Int64) {
        self.lines += Int64(lines) * 1000
        self.bytes += bytes * 1000
    }

    /// A line of so many bytes. False: there is no room for it.
    package mutating func take(_ count: Int) -> Bool {
        guard lines >= 1000, bytes >= Int64(count) * 1000 else { return false }
        spend(lines: 1, bytes: count)
        return true
    }

    private mutating func spend(lines: Int, bytes: Int) {
        self.lines -= Int64(lines) * 1000
        self.bytes -= Int64(bytes) * 1000
    }

    /// Takes off what somebody has used of a part.
    package mutating func spend(_ part: LogAllowance, left: LogAllowance) {
        lines -= part.lines - left.lines
        bytes -= part.bytes - left.bytes
    }

    /// An equal part of what is there, for one of `count` who share it; grows no more.
    package func part(of count: Int) -> LogAllowance {
        var part = LogAllowance(lines: 0, bytes: 0, seconds: 0, now: 0)
        part.lines = max(lines, 0) / Int64(max(count, 1))
        part.bytes = max(bytes, 0) / Int64(max(count, 1))
        return part
    }
}
