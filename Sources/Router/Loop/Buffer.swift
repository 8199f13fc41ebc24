/// Bytes that were read and not used yet: `bytes[start..<end]`. Its storage comes from a pool while there is something in it.
struct Buffer {
    var bytes: [UInt8] = []
    private(set) var start = 0
    private(set) var end = 0

    var count: Int { end - start }
    var isEmpty: Bool { start == end }
    var range: Range<Int> { start..<end }
    /// All storage is in use.
    var isFull: Bool { end == bytes.count }

    mutating func filled(_ count: Int) { end += count }

    /// Puts bytes at the end, whose storage grows where it must.
    mutating func append(_ more: [UInt8], _ range: Range<Int>) {
        while bytes.count - end < range.count { makeRoom() }
        bytes.replaceSubrange(end..<end + range.count, with: more[range])
        end += range.count
    }

    mutating func consume(_ count: Int) {
        precondition(count <= end - start)
        start += count
        if start == end {
            start = 0
            end = 0
        }
    }

    /// Makes room at the end: moves what is there to the front, or doubles the storage.
    mutating func makeRoom() {
        if start > 0 {
            let kept = Array(bytes[start..<end])
            bytes.replaceSubrange(0..<kept.count, with: kept)
            start = 0
            end = kept.count
        } else {
            bytes.append(contentsOf: repeatElement(0, count: max(bytes.count, BufferPool.inputBytes)))
        }
    }
}

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

/// Storage between two uses. One per loop.
struct BufferPool {
    static let inputBytes = 16 << 10
    static let bodyBytes = 64 << 10
    private static let keptMax = 256
    private var inputs: [[UInt8]] = []
    private var outputs: [[UInt8]] = []

    mutating func lend(to buffer: inout Buffer) {
        guard buffer.bytes.isEmpty else { return }
        buffer.bytes = inputs.popLast() ?? [UInt8](repeating: 0, count: Self.inputBytes)
    }

    mutating func takeBack(from buffer: inout Buffer) {
        guard buffer.isEmpty, !buffer.bytes.isEmpty else { return }
        if buffer.bytes.count <= Self.bodyBytes, inputs.count < Self.keptMax { inputs.append(buffer.bytes) }
        buffer = Buffer()
    }

    mutating func lend(to output: inout Output) {
        guard output.isEmpty, output.bytes.capacity == 0, let storage = outputs.popLast() else { return }
        output.bytes = storage
    }

    mutating func takeBack(from output: inout Output) {
        guard output.isEmpty, output.bytes.capacity > 0 else { return }
        // Nearly always the write that emptied it has done that.
        if !output.bytes.isEmpty { output.clear() }
        if output.bytes.capacity <= 2 * Self.bodyBytes, outputs.count < Self.keptMax { outputs.append(output.bytes) }
        output = Output()
    }
}
