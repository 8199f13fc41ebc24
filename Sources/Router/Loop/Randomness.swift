import CLinux

/// Fast numbers for choosing dynos and naming requests; seeded once from the kernel. Not for secrets.
struct Randomness: RandomNumberGenerator {
    private var state: UInt64

    init() {
        var seed: UInt64 = 0
        _ = renga_random(&seed, 8)
        state = seed
    }

    /// The same numbers for the same seed.
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }

    /// Uniform enough for a few hundred dynos: a bias below 2^-50.
    mutating func below(_ count: Int) -> Int { Int(next().multipliedFullWidth(by: UInt64(count)).high) }

    static let uuidBytes = 36

    /// A UUID of version 4, as text.
    mutating func appendUUID(to out: inout OutputSpan<UInt8>) {
        let high = next() & ~0xF000 | 0x4000
        let low = next() & ~(0b11 << 62) | 0b10 << 62
        let (a, b) = (Self.digits(high >> 32), Self.digits(high))
        let (c, d) = (Self.digits(low >> 32), Self.digits(low))
        let dash = UInt64(UInt8(ascii: "-"))
        // Eight digits, then the dashes between 4, 4, 4 and 12 more.
        out.append(word: a)
        out.append(word: dash | (b & 0xFFFF_FFFF) << 8 | dash << 40 | (b >> 32) << 48)
        out.append(word: b >> 48 | dash << 16 | (c & 0xFFFF_FFFF) << 24 | dash << 56)
        out.append(word: c >> 32 | d << 32)
        out.append(word: UInt32(d >> 32))
    }

    /// The eight hexadecimal digits of the lower half, the first one lowest: a byte for each nibble, a letter for each byte.
    @inline(__always)
    private static func digits(_ word: UInt64) -> UInt64 {
        var spread = word & 0xFFFF_FFFF
        spread = (spread | spread << 16) & 0x0000_FFFF_0000_FFFF
        spread = (spread | spread << 8) & 0x00FF_00FF_00FF_00FF
        spread = (spread | spread << 4) & 0x0F0F_0F0F_0F0F_0F0F
        let isLetter = (spread &+ 0x0606_0606_0606_0606) >> 4 & 0x0101_0101_0101_0101
        return (spread &+ 0x3030_3030_3030_3030 &+ isLetter &* 39).byteSwapped
    }
}
