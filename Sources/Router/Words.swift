// Looking for bytes eight at a time. Every load is checked against the span's bounds; any eight bytes are a valid word.

extension RawSpan {
    /// The place of the first such byte in `start..<end`, or `end`.
    @inline(__always)
    func firstIndex(of byte: UInt8, from start: Int, to end: Int) -> Int {
        var position = start
        let pattern = Words.repeating(byte)
        while position + 8 <= end {
            let hits = Words.zeroBytes(word(at: position) ^ pattern)
            if hits != 0 { return position + hits.trailingZeroBitCount / 8 }
            position += 8
        }
        while position < end, self.byte(at: position) != byte { position += 1 }
        return position
    }

    /// The place of the first control byte but the tab in `start..<end`, or `end`.
    @inline(__always)
    func firstControl(from start: Int, to end: Int) -> Int {
        var position = start
        while position < end {
            if position + 8 <= end {
                let hits = Words.controlBytes(word(at: position))
                if hits == 0 {
                    position += 8
                    continue
                }
                position += hits.trailingZeroBitCount / 8
            }
            if !ASCII.isValue(byte(at: position)) { return position }
            position += 1
        }
        return end
    }

    @inline(__always)
    func byte(at position: Int) -> UInt8 { unsafeLoad(fromByteOffset: position, as: UInt8.self) }

    @inline(__always)
    private func word(at position: Int) -> UInt64 {
        UInt64(littleEndian: unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self))
    }
}

/// Arithmetic on eight bytes at once. In what it returns the lowest set bit is exact, higher ones may be false.
private enum Words {
    private static var ones: UInt64 { 0x0101_0101_0101_0101 }
    private static var highs: UInt64 { 0x8080_8080_8080_8080 }

    @inline(__always)
    static func repeating(_ byte: UInt8) -> UInt64 { ones &* UInt64(byte) }

    @inline(__always)
    static func zeroBytes(_ word: UInt64) -> UInt64 { (word &- ones) & ~word & highs }

    /// Bytes below 32, and 127.
    @inline(__always)
    static func controlBytes(_ word: UInt64) -> UInt64 {
        ((word &- repeating(32)) & ~word & highs) | zeroBytes(word ^ repeating(127))
    }
}
