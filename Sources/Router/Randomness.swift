import CLinux

/// Fast numbers for choosing dynos and naming requests; seeded once from the kernel. Not for secrets.
struct Randomness: RandomNumberGenerator {
    private var state: UInt64

    init() {
        var seed: UInt64 = 0
        _ = renga_random(&seed, 8)
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }

    /// Uniform enough for a few hundred dynos: a bias below 2^-50.
    mutating func below(_ count: Int) -> Int { Int(next().multipliedFullWidth(by: UInt64(count)).high) }

    /// A UUID of version 4, as text.
    mutating func appendUUID(to out: inout [UInt8]) {
        let high = next() & ~0xF000 | 0x4000
        let low = next() & ~(0b11 << 62) | 0b10 << 62
        append(high >> 32, 8, to: &out)
        out.append(UInt8(ascii: "-"))
        append(high >> 16 & 0xFFFF, 4, to: &out)
        out.append(UInt8(ascii: "-"))
        append(high & 0xFFFF, 4, to: &out)
        out.append(UInt8(ascii: "-"))
        append(low >> 48, 4, to: &out)
        out.append(UInt8(ascii: "-"))
        append(low >> 16 & 0xFFFF_FFFF, 8, to: &out)
        append(low & 0xFFFF, 4, to: &out)
    }

    /// The lowest hexadecimal digits of a word, all at once: each nibble gets a byte, and each byte its letter.
    @inline(__always)
    private func append(_ word: UInt64, _ count: Int, to out: inout [UInt8]) {
        var spread = word & 0xFFFF_FFFF
        spread = (spread | spread << 16) & 0x0000_FFFF_0000_FFFF
        spread = (spread | spread << 8) & 0x00FF_00FF_00FF_00FF
        spread = (spread | spread << 4) & 0x0F0F_0F0F_0F0F_0F0F
        let isLetter = (spread &+ 0x0606_0606_0606_0606) >> 4 & 0x0101_0101_0101_0101
        let text = (spread &+ 0x3030_3030_3030_3030 &+ isLetter &* 39).bigEndian >> UInt64(64 - 8 * count)
        // SAFETY: the buffer is read within the closure alone.
        withUnsafeBytes(of: text.littleEndian) { out.append(contentsOf: $0.prefix(count)) }
    }
}
