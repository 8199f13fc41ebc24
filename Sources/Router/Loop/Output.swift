/// Bytes to be written: `bytes[start...]`.
struct Output {
    var bytes: [UInt8] = []
    private(set) var start = 0

    var count: Int { bytes.count - start }
    var isEmpty: Bool { start == bytes.count }
    var range: Range<Int> { start..<bytes.count }
    /// Some of it was written, or all.
    var hasBegun: Bool { start > 0 || isEmpty }

    mutating func consume(_ count: Int) {
        precondition(count <= bytes.count - start)
        start += count
        if start == bytes.count { clear() }
    }

    mutating func clear() {
        bytes.removeAll(keepingCapacity: true)
        start = 0
    }

    /// Becomes what `other` holds, which gets the empty storage for it: nothing is copied.
    ///
    /// - Precondition: it is empty.
    mutating func take(_ other: inout [UInt8]) {
        precondition(isEmpty)
        if !bytes.isEmpty { clear() }
        swap(&bytes, &other)
    }

    /// The other way round; nothing of it was consumed.
    mutating func give(back other: inout [UInt8]) {
        precondition(start == 0)
        swap(&bytes, &other)
        clear()
    }
}
