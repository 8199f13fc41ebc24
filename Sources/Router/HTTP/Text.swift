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

/// ASCII as RFC 9110 classes it.
enum ASCII {
    static let carriageReturn = UInt8(13)
    static let lineFeed = UInt8(10)

    @inline(__always)
    static func lower(_ byte: UInt8) -> UInt8 { byte &- 65 < 26 ? byte | 32 : byte }

    @inline(__always)
    static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }

    @inline(__always)
    static func isAlphanumeric(_ byte: UInt8) -> Bool { isDigit(byte) || (byte | 32) &- 97 < 26 }

    /// What a method or a header's name is made of.
    @inline(__always)
    static func isToken(_ byte: UInt8) -> Bool {
        // One bit a byte: !#$%&'*+-. and the digits; A to Z, ^_`, a to z, | and ~.
        let set: UInt64 = byte < 64 ? 0x03FF_6CFA_0000_0000 : byte < 128 ? 0x57FF_FFFF_C7FF_FFFE : 0
        return set >> UInt64(byte & 63) & 1 == 1
    }

    /// What a header's value may hold: no control byte but the tab.
    @inline(__always)
    static func isValue(_ byte: UInt8) -> Bool { (byte >= 32 && byte != 127) || byte == 9 }

    static func hexadecimal(_ byte: UInt8) -> Int? {
        if isDigit(byte) { return Int(byte) - 48 }
        let letter = (byte | 32) &- 97
        return letter < 6 ? Int(letter) + 10 : nil
    }
}
