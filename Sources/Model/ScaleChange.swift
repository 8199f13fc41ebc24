/// One word of `ps:scale`: `web=2`, `worker+1`, `worker-1`.
package struct ScaleChange: Hashable, Sendable, Codable {
    package enum Amount: Hashable, Sendable, Codable { case exactly(Int), by(Int) }
    package var type: String
    package var amount: Amount
    /// Of its dynos, as it was typed; nil: it stays.
    package var size: String?

    /// Heroku's form `^([\w-]+)([=+-]\d+)(?::([\w-]+))?$`.
    package init?(_ word: String) {
        let parts = word.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let text = parts[0]
        if parts.count > 1 {
            guard !parts[1].isEmpty else { return nil }
            size = parts[1]
        }
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

    /// Below 0 where more are taken away than there are.
    package func quantity(from current: Int) -> Int {
        switch amount {
        case .exactly(let number): number
        case .by(let difference): current + difference
        }
    }

    /// As it is typed.
    package var text: String {
        let suffix = size.map { ":\($0)" } ?? ""
        return switch amount {
        case .exactly(let number): "\(type)=\(number)\(suffix)"
        case .by(let difference): "\(type)\(difference < 0 ? "" : "+")\(difference)\(suffix)"
        }
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122, 0x2D, 0x5F: true
        default: false
        }
    }
}
