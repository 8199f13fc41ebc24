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
