// Building text as bytes, without String.

extension [UInt8] {
    /// Text that is known when this is compiled: one copy.
    @inline(__always)
    mutating func append(_ text: StaticString) {
        // SAFETY: the buffer is read within the closure alone.
        text.withUTF8Buffer { append(contentsOf: $0) }
    }

    /// A part of other bytes: one copy, without a slice that would hold on to them.
    @inline(__always)
    mutating func append(_ bytes: [UInt8], _ range: Range<Int>) {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
        // SAFETY: the range was checked, the buffer is read within the closure alone.
        bytes.withUnsafeBufferPointer { append(contentsOf: UnsafeBufferPointer(rebasing: $0[range])) }
    }

    mutating func append(decimal number: Int) {
        // A sign and 19 digits at the most.
        append(addingCapacity: 20) { $0.append(decimal: number) }
    }

    mutating func append(hexadecimal number: Int) {
        var shift = number == 0 ? 0 : (Int.bitWidth - 1 - number.leadingZeroBitCount) / 4 * 4
        while shift >= 0 {
            let digit = UInt8(number >> shift & 15)
            append(digit < 10 ? 48 + digit : 87 + digit)
            shift -= 4
        }
    }
}
