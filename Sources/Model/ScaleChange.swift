/// One word of `ps:scale`: `web=2`, `worker+1`, `worker-1`.
package struct ScaleChange: Hashable, Sendable, Codable {
    package enum Amount: Hashable, Sendable, Codable { case exactly(Int), by(Int) }
    package var type: String
    package var amount: Amount

    /// Heroku's form `^([\w-]+)([=+-]\d+)`; a dyno size behind a colon is refused by whoever reads the words.
    package init?(_ text: String) {
        guard let sign = text.lastIndex(where: { "=+-".contains($0) }), sign != text.startIndex else { return nil }
        let type = String(text[..<sign])
        let digits = text[text.index(after: sign)...]
        guard type.utf8.allSatisfy(Self.isWord), type.utf8.count <= 128 else { return nil }
        guard !digits.isEmpty, digits.utf8.allSatisfy({ ASCII.isDigit($0) }), let number = Int(digits) else { return nil }
        guard number <= 100_000 else { return nil }
        self.type = type
        switch text[sign] {
        case "=": amount = .exactly(number)
        case "+": amount = .by(number)
        default: amount = .by(-number)
        }
    }

    package func quantity(from current: Int) -> Int {
        switch amount {
        case .exactly(let number): number
        case .by(let difference): max(0, current + difference)
        }
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122, 0x2D, 0x5F: true
        default: false
        }
    }
}
