// Building text as bytes, without String.

extension [UInt8] {
    @inline(__always)
    mutating func append(_ text: String) { append(contentsOf: text.utf8) }

    mutating func append(decimal number: Int) {
        var number = number
        if number < 0 {
            append(UInt8(ascii: "-"))
            number = -number
        }
        if number < 10 { return append(UInt8(48 + number)) }
        let first = count
        while number > 0 {
            append(UInt8(48 + number % 10))
            number /= 10
        }
        self[first...].reverse()
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
        if isAlphanumeric(byte) { return true }
        switch byte {
        case 33, 35, 36, 37, 38, 39, 42, 43, 45, 46, 94, 95, 96, 124, 126: return true
        default: return false
        }
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
