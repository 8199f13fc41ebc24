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

    mutating func append(decimal number: Int) {
        if 0..<10 ~= number { return append(UInt8(48 + number)) }
        var digits = InlineArray<20, UInt8>(repeating: 48)
        var first = 20
        var rest = number.magnitude
        while rest > 0 {
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
            first -= 1
            digits[first] = UInt8(truncatingIfNeeded: 48 + digit)
            rest = quotient
        }
        if number < 0 { append(UInt8(ascii: "-")) }
        // SAFETY: `first` is at most 20, the buffer is read within the closure alone.
        digits.span.withUnsafeBytes { append(UnsafeRawBufferPointer(rebasing: $0[first...])) }
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
