import Glibc

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
        first(from: start, to: end, among: Words.controlBytes) { !ASCII.isValue($0) }
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

    /// Whether `range` is `lower`, which holds no capital letters, without regard to the case of ASCII letters.
    @inline(__always)
    func equals(_ range: Range<Int>, lower: [UInt8]) -> Bool {
        guard range.count == lower.count else { return false }
        precondition(range.lowerBound >= 0 && range.upperBound <= count)
        // SAFETY: both ranges were checked, of the same length; words are loaded only where eight bytes are left of both.
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

    /// Eight bytes at a time by `candidates`, which may not miss one; what it finds first is looked at by `isMatch`.
    @inline(__always)
    private func first(
        from start: Int,
        to end: Int,
        among candidates: (UInt64) -> UInt64,
        where isMatch: (UInt8) -> Bool
    ) -> Int {
        precondition(start >= 0 && start <= end && end <= count)
        // SAFETY: the range was checked; a word is loaded only where eight bytes are left of all bytes.
        return withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return end }
            let lastWord = bytes.count &- 8
            var position = start
            while position < end {
                if position <= lastWord {
                    let word = UInt64(littleEndian: (base + position).loadUnaligned(as: UInt64.self))
                    let hits = candidates(word)
                    if hits == 0 {
                        position &+= 8
                        continue
                    }
                    position &+= hits.trailingZeroBitCount / 8
                    guard position < end else { return end }
                }
                if isMatch((base + position).load(as: UInt8.self)) { return position }
                position &+= 1
            }
            return end
        }
    }
}

/// Arithmetic on eight bytes at once. In what it returns the lowest set bit is exact, higher ones may be false.
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
    static func controlBytes(_ word: UInt64) -> UInt64 {
        ((word &- repeating(32)) | ((word & ~highs) &+ ones)) & ~word & highs
    }

    /// Bytes that are neither A to Z, nor a to z, nor a dash.
    @inline(__always)
    static func notLettersOrDashes(_ word: UInt64) -> UInt64 {
        let lower = (word | repeating(32)) & ~highs
        let letters = (lower &+ repeating(128 - 97)) & ~(lower &+ repeating(128 - 123))
        let other = word ^ repeating(45)
        let dashes = ~(((other & ~highs) &+ ~highs) | other)
        return (~(letters | dashes) | word) & highs
    }
}
