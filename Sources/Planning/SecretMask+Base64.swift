import Model

/// How a value looks within something that is written in base64.
extension SecretMask {
    /// Shorter ones stand in other words as well.
    private static let base64BytesMin = 10
    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)

    /// Three digits are eight bits in another place each time, so that there is one form for each number of bytes before it; at both
    /// ends what depends on its neighbours as well is left out. Both alphabets count.
    static func base64Forms(_ value: [UInt8]) -> [[UInt8]] {
        var forms: [[UInt8]] = []
        for before in 0..<3 {
            let text = encoded([UInt8](repeating: 0, count: before) + value)
            let whole = (before + value.count) * 8 / 6
            let form = Array(text[(before == 0 ? 0 : before + 1)..<whole])
            guard form.count >= base64BytesMin else { continue }
            forms.append(form)
            let other = form.map { $0 == UInt8(ascii: "+") ? UInt8(ascii: "-") : $0 == UInt8(ascii: "/") ? UInt8(ascii: "_") : $0 }
            if other != form { forms.append(other) }
        }
        return forms
    }

    /// Without padding; the last digit is of what is left.
    private static func encoded(_ bytes: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        var bits: UInt32 = 0
        var count: UInt32 = 0
        for byte in bytes + [0, 0] {
            bits = (bits << 8 | UInt32(byte)) & 0xFFFF
            count += 8
            while count >= 6 {
                count -= 6
                let digit = Int(bits >> count & 0x3F)
                text.append(digit < digits.count ? digits[digit] : UInt8(ascii: digit == 62 ? "+" : "/"))
            }
        }
        return text
    }
}
