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
        append(high, dashesBefore: (8, 12), to: &out)
        append(low, dashesBefore: (0, 4), to: &out)
    }

    private func append(_ word: UInt64, dashesBefore dashes: (Int, Int), to out: inout [UInt8]) {
        for digit in 0..<16 {
            if digit == dashes.0 || digit == dashes.1 { out.append(UInt8(ascii: "-")) }
            let value = UInt8(word >> UInt64(60 - digit * 4) & 15)
            out.append(value < 10 ? 48 + value : 87 + value)
        }
    }
}
