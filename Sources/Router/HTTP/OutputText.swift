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
        append(decimal: number.magnitude)
    }

    private mutating func append(decimal number: UInt) {
        let (rest, last) = number.quotientAndRemainder(dividingBy: 100_000_000)
        if rest > 0 { append(decimal: rest) }
        let digits = DecimalDigits.ofEight(UInt64(last))
        let missing = rest > 0 ? 0 : min(digits.trailingZeroBitCount / 8, 7)
        append(word: DecimalDigits.text(digits) >> UInt64(8 * missing), count: 8 - missing)
    }

    /// The lower bytes of a word, the lowest one first.
    @inline(__always)
    private mutating func append(word: UInt64, count more: Int) {
        // SAFETY: the room is checked; where a whole word fits, what is written too much is written over by what comes next.
        withUnsafeMutableBufferPointer { buffer, count in
            precondition(more <= 8 && more <= buffer.count - count)
            if buffer.count - count >= 8 {
                UnsafeMutableRawBufferPointer(buffer).storeBytes(of: word.littleEndian, toByteOffset: count, as: UInt64.self)
            } else {
                for place in 0..<more { buffer[count + place] = UInt8(truncatingIfNeeded: word >> UInt64(8 * place)) }
            }
            count += more
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

/// Eight decimal digits in a word, by halves: of four, of two, of one.
private enum DecimalDigits {
    /// - Parameter number: below 100,000,000.
    /// - Returns: a byte for each digit, from 0 to 9; the first one is the lowest.
    @inline(__always)
    static func ofEight(_ number: UInt64) -> UInt64 {
        let fours = number / 10_000 | (number % 10_000) << 32
        // By 100 and by 10 as a product and a shift, which are exact for numbers as small as these.
        let hundreds = (fours &* 10_486) >> 20 & 0x0000_007F_0000_007F
        let twos = hundreds | (fours &- hundreds &* 100) << 16
        let tens = (twos &* 103) >> 10 & 0x000F_000F_000F_000F
        return tens | (twos &- tens &* 10) << 8
    }

    @inline(__always)
    static func text(_ digits: UInt64) -> UInt64 { digits | 0x3030_3030_3030_3030 }
}
