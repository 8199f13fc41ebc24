import Glibc

// Building text in room that was made for all of it: one check of an array's storage instead of one for each part.
// Parts that do not fit trap, as an index out of bounds does: whoever makes room knows the most that can come.

extension OutputSpan<UInt8> {
    /// Text that is known when this is compiled.
    @inline(__always)
    mutating func append(_ text: StaticString) {
        // SAFETY: the text lives as long as the program.
        append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    @inline(__always)
    mutating func append(_ bytes: [UInt8]) {
        // SAFETY: the buffer is read within the closure alone.
        bytes.withUnsafeBytes { append($0) }
    }

    /// A part of other bytes.
    @inline(__always)
    mutating func append(_ bytes: [UInt8], _ range: Range<Int>) {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
        // SAFETY: the range was checked, the buffer is read within the closure alone.
        bytes.withUnsafeBytes { append(UnsafeRawBufferPointer(rebasing: $0[range])) }
    }

    /// The bytes of a word, the lowest one first.
    @inline(__always)
    mutating func append(word: some FixedWidthInteger) {
        // SAFETY: the buffer is read within the closure alone.
        withUnsafeBytes(of: word.littleEndian) { append($0) }
    }

    mutating func append(decimal number: Int) {
        if number < 0 { append(UInt8(ascii: "-")) }
        var rest = number.magnitude
        var digitCount = 1
        var bound: UInt = 10
        while rest >= bound {
            bound *= 10
            digitCount += 1
        }
        // SAFETY: the room is checked; exactly the digits are written.
        withUnsafeMutableBufferPointer { buffer, count in
            precondition(digitCount <= buffer.count - count)
            for place in stride(from: count + digitCount - 1, through: count, by: -1) {
                buffer[place] = UInt8(truncatingIfNeeded: 48 + rest % 10)
                rest /= 10
            }
            count += digitCount
        }
    }

    @inline(__always)
    private mutating func append(_ more: UnsafeRawBufferPointer) {
        guard let source = more.baseAddress, more.count > 0 else { return }
        // SAFETY: the room is checked; source and target belong to different arrays.
        withUnsafeMutableBufferPointer { buffer, count in
            precondition(more.count <= buffer.count - count)
            guard let target = buffer.baseAddress else { return }
            memcpy(target + count, source, more.count)
            count += more.count
        }
    }
}
