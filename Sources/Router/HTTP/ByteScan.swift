import Glibc
import Model

// Looking for bytes, many at a time. The unsafe loads of the router's parsing are all here: every function checks its
// range against the bytes once and reads within them alone.

extension [UInt8] {
    /// The place of the first such byte in `start..<end`, or `end`.
    @inline(__always)
    func firstIndex(of byte: UInt8, from start: Int, to end: Int) -> Int {
        precondition(start >= 0 && start <= end && end <= count)
        // SAFETY: the range was checked, the pointer does not leave the closure.
        return withUnsafeBytes { bytes in
            guard start < end, let base = bytes.baseAddress,
                let found = memchr(base + start, Int32(byte), end &- start)
            else { return end }
            return UnsafeRawPointer(found) - base
        }
    }

    /// The place of the first control byte but the tab in `start..<end`, or `end`.
    @inline(__always)
    func firstControl(from start: Int, to end: Int) -> Int {
        first(from: start, to: end, among: Words.controlBytes, where: { !ASCII.isValue($0) })
    }

    /// The place of the first byte in `start..<end` that no method or header name holds, or `end`; and whether an
    /// underscore is before it.
    @inline(__always)
    func firstNonToken(from start: Int, to end: Int) -> (place: Int, hasUnderscore: Bool) {
        var hasUnderscore = false
        let place = first(from: start, to: end, among: Words.notLettersOrDashes) { byte in
            if byte == UInt8(ascii: "_") { hasUnderscore = true }
            return !ASCII.isToken(byte)
        }
        return (place, hasUnderscore)
    }

    /// The place of the first byte in `start..<end` that no request's target holds, or `end`. A fragment is no part of one
    /// (RFC 9112, 3.2): what routes by it and what does not would disagree.
    @inline(__always)
    func firstNonTarget(from start: Int, to end: Int) -> Int {
        first(from: start, to: end, among: Words.notTarget) { $0 <= 32 || $0 == ASCII.delete || $0 == UInt8(ascii: "#") }
    }

    /// The place of the first byte in `start..<end` that no host's name holds, or `end`.
    @inline(__always)
    func firstNonHostName(from start: Int, to end: Int) -> Int {
        first(from: start, to: end, among: Words.notHostName) {
            !ASCII.isAlphanumeric($0) && $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: "_")
        }
    }

    /// Whether `range` is `lower`, which holds no capital letters, without regard to the case of ASCII letters.
    @inline(__always)
    func equals(_ range: Range<Int>, lower: [UInt8]) -> Bool {
        guard range.count == lower.count else { return false }
        precondition(range.lowerBound >= 0 && range.upperBound <= count)
        // SAFETY: both ranges were checked, of the same length; no more is loaded than both have.
        return withUnsafeBytes { bytes in
            lower.withUnsafeBytes { lower in
                guard let ours = bytes.baseAddress, let theirs = lower.baseAddress else { return true }
                return Words.equal(ours + range.lowerBound, theirs, range.count)
            }
        }
    }

    /// Of `HTTP/1.0` or `HTTP/1.1` at this place, which has eight bytes at least; nil: something else is there.
    @inline(__always)
    func minorVersion(at place: Int, anyCase: Bool) -> Int? {
        precondition(place >= 0 && count >= 8 && place <= count - 8)
        // SAFETY: the range was checked, the pointer does not leave the closure.
        let found = withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: place, as: UInt64.self)) }
        return switch anyCase ? Words.lower(found) : found {
        case Words.word(anyCase ? "http/1.1" : "HTTP/1.1"): 1
        case Words.word(anyCase ? "http/1.0" : "HTTP/1.0"): 0
        default: nil
        }
    }

    /// Sixteen bytes at a time by `candidates`, which may not miss one; what it finds is looked at by `isMatch`, and so is
    /// every one of the last few of all bytes.
    @inline(__always)
    private func first(
        from start: Int,
        to end: Int,
        among candidates: (SIMD16<UInt8>) -> SIMDMask<SIMD16<Int8>>,
        where isMatch: (UInt8) -> Bool
    ) -> Int {
        precondition(start >= 0 && start <= end && end <= count)
        // SAFETY: the range was checked; sixteen bytes are loaded only where as many are left of all bytes.
        return withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return end }
            let last = bytes.count &- 16
            var position = start
            while position < end {
                if position <= last {
                    let hits = Words.halves(candidates((base + position).loadUnaligned(as: SIMD16<UInt8>.self)))
                    if hits.low | hits.high == 0 {
                        position &+= 16
                        continue
                    }
                    position &+= (hits.low != 0 ? hits.low.trailingZeroBitCount : 64 &+ hits.high.trailingZeroBitCount) / 8
                    guard position < end else { return end }
                }
                if isMatch((base + position).load(as: UInt8.self)) { return position }
                position &+= 1
            }
            return end
        }
    }
}

/// Arithmetic on eight bytes at once, and comparisons of sixteen.
private enum Words {
    private static var ones: UInt64 { 0x0101_0101_0101_0101 }
    private static var highs: UInt64 { 0x8080_8080_8080_8080 }

    @inline(__always)
    private static func repeating(_ byte: UInt8) -> UInt64 { ones &* UInt64(byte) }

    /// Of eight bytes, the first one lowest.
    @inline(__always)
    static func word(_ text: StaticString) -> UInt64 {
        precondition(text.utf8CodeUnitCount == 8)
        // SAFETY: as many bytes are there.
        return UInt64(littleEndian: UnsafeRawPointer(text.utf8Start).loadUnaligned(as: UInt64.self))
    }

    /// A to Z as a to z, all else as it is.
    @inline(__always)
    static func lower(_ word: UInt64) -> UInt64 {
        let rest = word & ~highs
        let isUpper = (rest &+ repeating(128 - 65)) & ~(rest &+ repeating(128 - 91)) & ~word & highs
        return word | isUpper >> 2
    }

    /// `lower` holds no capital letters. The last word overlaps the one before it.
    @inline(__always)
    static func equal(_ bytes: UnsafeRawPointer, _ lower: UnsafeRawPointer, _ count: Int) -> Bool {
        guard count >= 8 else { return equalShort(bytes, lower, count) }
        var position = 0
        while true {
            let word = (bytes + position).loadUnaligned(as: UInt64.self)
            guard Self.lower(word) == (lower + position).loadUnaligned(as: UInt64.self) else { return false }
            if position == count &- 8 { return true }
            position = Swift.min(position &+ 8, count &- 8)
        }
    }

    /// Of fewer than eight bytes: both ends in one word.
    @inline(__always)
    private static func equalShort(_ bytes: UnsafeRawPointer, _ lower: UnsafeRawPointer, _ count: Int) -> Bool {
        guard count >= 4 else {
            for offset in 0..<count
            where ASCII.lower((bytes + offset).load(as: UInt8.self)) != (lower + offset).load(as: UInt8.self) { return false }
            return true
        }
        return Self.lower(ends(bytes, count)) == ends(lower, count)
    }

    /// The first four bytes and the last four.
    @inline(__always)
    private static func ends(_ bytes: UnsafeRawPointer, _ count: Int) -> UInt64 {
        let first = bytes.loadUnaligned(as: UInt32.self)
        let last = (bytes + (count &- 4)).loadUnaligned(as: UInt32.self)
        return UInt64(first) | UInt64(last) << 32
    }

    /// Bytes below 32, and 127.
    @inline(__always)
    static func controlBytes(_ bytes: SIMD16<UInt8>) -> SIMDMask<SIMD16<Int8>> {
        (bytes .< SIMD16(repeating: 32)) .| (bytes .== SIMD16(repeating: 127))
    }

    /// Bytes that are neither A to Z, nor a to z, nor a dash.
    @inline(__always)
    static func notLettersOrDashes(_ bytes: SIMD16<UInt8>) -> SIMDMask<SIMD16<Int8>> {
        let letters = (bytes | SIMD16(repeating: 32)) &- SIMD16(repeating: 97)
        return (letters .>= SIMD16(repeating: 26)) .& (bytes .!= SIMD16(repeating: 45))
    }

    /// Bytes up to the space, 127 and the number sign.
    @inline(__always)
    static func notTarget(_ bytes: SIMD16<UInt8>) -> SIMDMask<SIMD16<Int8>> {
        (bytes .<= SIMD16(repeating: 32)) .| (bytes .== SIMD16(repeating: 127)) .| (bytes .== SIMD16(repeating: 35))
    }

    /// Bytes that are no letters, no digits, and neither dash, dot nor underscore.
    @inline(__always)
    static func notHostName(_ bytes: SIMD16<UInt8>) -> SIMDMask<SIMD16<Int8>> {
        let letters = (bytes | SIMD16(repeating: 32)) &- SIMD16(repeating: 97)
        let digits = bytes &- SIMD16(repeating: 48)
        // Dash and dot are neighbours.
        let marks = bytes &- SIMD16(repeating: 45)
        return (letters .>= SIMD16(repeating: 26)) .& (digits .>= SIMD16(repeating: 10))
            .& (marks .>= SIMD16(repeating: 2)) .& (bytes .!= SIMD16(repeating: 95))
    }

    /// All ones in the bytes of those that are set, the first one lowest.
    @inline(__always)
    static func halves(_ mask: SIMDMask<SIMD16<Int8>>) -> (low: UInt64, high: UInt64) {
        // SAFETY: both are sixteen bytes, of which every pattern is a value.
        let halves = unsafeBitCast(mask, to: SIMD2<UInt64>.self)
        return (UInt64(littleEndian: halves[0]), UInt64(littleEndian: halves[1]))
    }
}
