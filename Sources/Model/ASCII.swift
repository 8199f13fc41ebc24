/// Bytes of ASCII that cannot be seen, and their classes as RFC 9110 has them. Those that can be seen are written as
/// `UInt8(ascii: "-")`.
package enum ASCII {
    @inlinable package static var tab: UInt8 { 9 }
    @inlinable package static var lineFeed: UInt8 { 10 }
    @inlinable package static var carriageReturn: UInt8 { 13 }
    @inlinable package static var space: UInt8 { 32 }
    @inlinable package static var delete: UInt8 { 127 }

    @inlinable @inline(__always)
    package static func lower(_ byte: UInt8) -> UInt8 { byte &- UInt8(ascii: "A") < 26 ? byte | 32 : byte }

    @inlinable @inline(__always)
    package static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

    @inlinable @inline(__always)
    package static func isLower(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "a") < 26 }

    @inlinable @inline(__always)
    package static func isLetter(_ byte: UInt8) -> Bool { (byte | 32) &- UInt8(ascii: "a") < 26 }

    @inlinable @inline(__always)
    package static func isAlphanumeric(_ byte: UInt8) -> Bool { isDigit(byte) || isLetter(byte) }

    /// What a method or a header's name is made of.
    @inlinable @inline(__always)
    package static func isToken(_ byte: UInt8) -> Bool {
        // One bit a byte: !#$%&'*+-. and the digits; A to Z, ^_`, a to z, | and ~.
        let set: UInt64 = byte < 64 ? 0x03FF_6CFA_0000_0000 : byte < 128 ? 0x57FF_FFFF_C7FF_FFFE : 0
        return set >> UInt64(byte & 63) & 1 == 1
    }

    /// What a header's value may hold: no control byte but the tab.
    @inlinable @inline(__always)
    package static func isValue(_ byte: UInt8) -> Bool { (byte >= space && byte != delete) || byte == tab }

    @inlinable @inline(__always)
    package static func hexadecimal(_ byte: UInt8) -> Int? {
        if isDigit(byte) { return Int(byte &- UInt8(ascii: "0")) }
        let letter = (byte | 32) &- UInt8(ascii: "a")
        return letter < 6 ? Int(letter) + 10 : nil
    }
}
