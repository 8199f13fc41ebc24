/// SHA-256 (FIPS 180-4): digests of slugs and the keys of layers.
///
/// Pure; about as fast as disks are.
package struct SHA256: Sendable {
    package static let digestBytes = 32
    private static let blockBytes = 64

    private var state: InlineArray<8, UInt32> = [
        0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
    ]
    /// Fewer than 64 bytes, which wait for their block to be full.
    private var tail: [UInt8] = []
    private var bytesTotal: UInt64 = 0

    package init() {}

    package mutating func update(_ bytes: [UInt8]) { update(bytes.span) }

    package mutating func update(_ text: String) { update(Array(text.utf8)) }

    package mutating func update(_ bytes: borrowing Span<UInt8>) {
        bytesTotal &+= UInt64(bytes.count)
        var next = 0
        if !tail.isEmpty {
            while tail.count < Self.blockBytes, next < bytes.count {
                tail.append(bytes[next])
                next += 1
            }
            guard tail.count == Self.blockBytes else { return }
            compressTail()
        }
        var words = InlineArray<64, UInt32>(repeating: 0)
        var schedule = words.mutableSpan
        while bytes.count - next >= Self.blockBytes {
            compress(bytes.extracting(next..<next + Self.blockBytes), &schedule)
            next += Self.blockBytes
        }
        while next < bytes.count {
            tail.append(bytes[next])
            next += 1
        }
    }

    /// The digest of everything so far, 32 bytes.
    package consuming func finish() -> [UInt8] {
        let bits = bytesTotal &* 8
        tail.append(0x80)
        if tail.count > 56 {
            tail += [UInt8](repeating: 0, count: Self.blockBytes - tail.count)
            compressTail()
        }
        tail += [UInt8](repeating: 0, count: 56 - tail.count)
        for shift in stride(from: 56, through: 0, by: -8) {
            tail.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift)))
        }
        compressTail()
        var digest: [UInt8] = []
        digest.reserveCapacity(Self.digestBytes)
        for index in 0..<8 {
            for shift: UInt32 in [24, 16, 8, 0] { digest.append(UInt8(truncatingIfNeeded: state[index] >> shift)) }
        }
        return digest
    }

    /// The digest as 64 lower-case hexadecimal digits.
    package consuming func finishHex() -> String { Hexadecimal.text(finish()) }

    package static func hex(of bytes: [UInt8]) -> String {
        var hash = SHA256()
        hash.update(bytes)
        return hash.finishHex()
    }

    package static func hex(of text: String) -> String { hex(of: Array(text.utf8)) }

    private mutating func compressTail() {
        let block = tail
        tail.removeAll(keepingCapacity: true)
        var words = InlineArray<64, UInt32>(repeating: 0)
        var schedule = words.mutableSpan
        compress(block.span, &schedule)
    }

    /// One block of exactly 64 bytes; the schedule is scratch, lent so that it is not cleared for every block.
    @inline(__always)
    private mutating func compress(_ block: borrowing Span<UInt8>, _ schedule: inout MutableSpan<UInt32>) {
        precondition(block.count == Self.blockBytes)
        for index in 0..<16 {
            let at = index * 4
            schedule[index] =
                UInt32(block[at]) << 24 | UInt32(block[at + 1]) << 16 | UInt32(block[at + 2]) << 8
                | UInt32(block[at + 3])
        }
        for index in 16..<64 {
            let old = schedule[index - 15]
            let recent = schedule[index - 2]
            let first = rotated(old, 7) ^ rotated(old, 18) ^ (old >> 3)
            let second = rotated(recent, 17) ^ rotated(recent, 19) ^ (recent >> 10)
            schedule[index] = schedule[index - 16] &+ first &+ schedule[index - 7] &+ second
        }
        var (a, b, c, d) = (state[0], state[1], state[2], state[3])
        var (e, f, g, h) = (state[4], state[5], state[6], state[7])
        let constants = roundConstants.span
        var index = 0
        // Eight rounds a turn, after which every word is back in its own variable: no moves between them.
        while index < 64 {
            round(a, b, c, &d, e, f, g, &h, constants[index] &+ schedule[index])
            round(h, a, b, &c, d, e, f, &g, constants[index + 1] &+ schedule[index + 1])
            round(g, h, a, &b, c, d, e, &f, constants[index + 2] &+ schedule[index + 2])
            round(f, g, h, &a, b, c, d, &e, constants[index + 3] &+ schedule[index + 3])
            round(e, f, g, &h, a, b, c, &d, constants[index + 4] &+ schedule[index + 4])
            round(d, e, f, &g, h, a, b, &c, constants[index + 5] &+ schedule[index + 5])
            round(c, d, e, &f, g, h, a, &b, constants[index + 6] &+ schedule[index + 6])
            round(b, c, d, &e, f, g, h, &a, constants[index + 7] &+ schedule[index + 7])
            index += 8
        }
        state[0] &+= a
        state[1] &+= b
        state[2] &+= c
        state[3] &+= d
        state[4] &+= e
        state[5] &+= f
        state[6] &+= g
        state[7] &+= h
    }
}

@inline(__always)
private func round(
    _ a: UInt32,
    _ b: UInt32,
    _ c: UInt32,
    _ d: inout UInt32,
    _ e: UInt32,
    _ f: UInt32,
    _ g: UInt32,
    _ h: inout UInt32,
    _ word: UInt32
) {
    let first = h &+ (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) &+ ((e & f) ^ (~e & g)) &+ word
    d &+= first
    h = first &+ (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) &+ ((a & b) ^ (a & c) ^ (b & c))
}

@inline(__always)
private func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 { word &>> count | word &<< (32 &- count) }

/// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
private let roundConstants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
    0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
    0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
    0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
    0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
    0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
    0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
]
