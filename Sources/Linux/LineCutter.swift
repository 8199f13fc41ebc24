import Glibc
import Model

/// Cuts bytes that come in whatever pieces into lines. No byte is looked at twice. Who uses it asks for lines until there is
/// none, and then whether what is left is too long: a peer that sends no end must not fill our memory.
package struct LineCutter {
    private let lineBytesMax: Int
    private let alsoAtReturns: Bool
    private var bytes: [UInt8] = []
    private var start = 0
    private var searched = 0

    /// - Parameter alsoAtReturns: a carriage return ends a line as well.
    package init(lineBytesMax: Int, alsoAtReturns: Bool = false) {
        self.lineBytesMax = lineBytesMax
        self.alsoAtReturns = alsoAtReturns
    }

    package mutating func add(_ part: [UInt8]) {
        if start > 0 {
            bytes.removeFirst(start)
            searched -= start
            start = 0
        }
        bytes += part
    }

    /// The next line without its end; nil: none is whole.
    package mutating func next() -> ArraySlice<UInt8>? {
        guard let end = end() else {
            searched = bytes.count
            return nil
        }
        defer { (start, searched) = (end + 1, end + 1) }
        return bytes[start..<end]
    }

    private func end() -> Int? {
        guard alsoAtReturns else { return bytes.withUnsafeBytes { Self.end(in: $0, from: searched) } }
        return bytes[searched...].firstIndex { $0 == ASCII.lineFeed || $0 == ASCII.carriageReturn }
    }

    /// What has come and was not taken.
    package var rest: ArraySlice<UInt8> { bytes[start...] }

    /// More has come of a line than it may have.
    package var isTooLong: Bool { bytes.count - start > lineBytesMax }

    /// Takes so many bytes of what has come, ends of lines or not.
    package mutating func take(_ count: Int = .max) -> [UInt8] {
        let part = Array(rest.prefix(count))
        start += part.count
        searched = max(searched, start)
        return part
    }

    /// Where a line ends in bytes that are all there.
    package static func end(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
        precondition(start >= 0)
        // SAFETY: no more is looked at than there is behind `start`.
        guard start < bytes.count, let base = bytes.baseAddress,
            let found = memchr(base + start, Int32(ASCII.lineFeed), bytes.count - start)
        else { return nil }
        return base.distance(to: UnsafeRawPointer(found))
    }
}
