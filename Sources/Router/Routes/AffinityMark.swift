import Model
import Sealing

/// Stands for a dyno in a client's cookie: 128 bits of an HMAC over the app's name and the dyno's id. Only the holder of the
/// key can make one, and it says nothing of the dyno to anybody else.
struct AffinityMark: Equatable, Sendable {
    static let cookieName = Array("renga-session-affinity".utf8)
    private static let digitCount = 32

    let high: UInt64
    let low: UInt64

    init(app: String, dyno: String, key: [UInt8]) {
        let digest = HMAC.sha256(Array("\(app)\n\(dyno)".utf8), key: key)
        high = digest[0..<8].reduce(0) { $0 << 8 | UInt64($1) }
        low = digest[8..<16].reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// nil: not 32 hexadecimal digits.
    init?(_ bytes: [UInt8], _ range: Range<Int>) {
        guard range.count == Self.digitCount else { return nil }
        var words: (high: UInt64, low: UInt64) = (0, 0)
        for position in range {
            guard let digit = ASCII.hexadecimal(bytes[position]) else { return nil }
            words = (words.high << 4 | words.low >> 60, words.low << 4 | UInt64(digit))
        }
        (high, low) = words
    }

    /// The mark in the value of a Cookie header (RFC 6265, 4.2.1), if there is a well-formed one.
    static func find(_ bytes: [UInt8], _ range: Range<Int>) -> AffinityMark? {
        let semicolon = UInt8(ascii: ";")
        var start = range.lowerBound
        while start < range.upperBound {
            let end = bytes.firstIndex(of: semicolon, from: start, to: range.upperBound)
            while start < end, bytes[start] == ASCII.space { start += 1 }
            let equals = start + cookieName.count
            if equals < end, bytes[equals] == UInt8(ascii: "="), bytes.equals(start..<equals, lower: cookieName),
                let mark = AffinityMark(bytes, equals + 1..<end)
            {
                return mark
            }
            start = end + 1
        }
        return nil
    }

    /// The value of a Set-Cookie header. It lasts as long as the browser's session.
    func cookie(isSecure: Bool) -> [UInt8] {
        var out = Self.cookieName
        out.append(UInt8(ascii: "="))
        for word in [high, low] {
            for shift in stride(from: 60, through: 0, by: -4) { out.append(hexadecimal: Int(word >> UInt64(shift) & 15)) }
        }
        out.append("; Path=/; HttpOnly; SameSite=Lax")
        if isSecure { out.append("; Secure") }
        return out
    }
}
