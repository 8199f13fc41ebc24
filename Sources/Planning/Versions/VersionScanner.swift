/// Reads a version from its first byte to its last.
struct VersionScanner {
    private(set) var rest: Substring.UTF8View

    init(_ text: some StringProtocol) { rest = Substring(text).utf8 }

    static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    static func isLetter(_ byte: UInt8) -> Bool {
        let lower = byte | 0x20
        return lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z")
    }

    var isAtEnd: Bool { rest.isEmpty }

    var text: String { String(Substring(rest)) }

    var next: UInt8? { rest.first }

    /// Passes over a text if it comes next; letters may be small or large.
    mutating func take(_ text: String) -> Bool {
        var left = rest
        for byte in text.utf8 {
            guard let next = left.popFirst(), next == byte || (Self.isLetter(byte) && next | 0x20 == byte | 0x20) else { return false }
        }
        rest = left
        return true
    }

    /// The first of these that comes next; longer ones stand before those that they begin with.
    mutating func take(oneOf texts: [String]) -> String? { texts.first { take($0) } }

    mutating func takeWhile(_ condition: (UInt8) -> Bool) -> String {
        let part = rest.prefix(while: condition)
        rest = rest.dropFirst(part.count)
        return String(Substring(part))
    }

    mutating func skipSpaces() { rest = rest.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") } }

    /// A number in decimal digits; nil where none comes next, or one of more than 15 digits.
    mutating func number() -> Int? {
        var left = self
        guard let value = Int(left.takeWhile(Self.isDigit)), value < 1_000_000_000_000_000 else { return nil }
        self = left
        return value
    }

    /// The conditions of a text: it is cut at commas and blanks, but not between an operator and its version.
    static func conditions(_ text: String) -> [String] {
        var conditions: [String] = []
        for word in text.split(whereSeparator: { $0 == "," || $0 == " " || $0 == "\t" }).map(String.init) {
            if let last = conditions.last, last.allSatisfy({ "<>=~^!".contains($0) }) {
                conditions[conditions.count - 1] = last + word
            } else {
                conditions.append(word)
            }
        }
        return conditions
    }
}
