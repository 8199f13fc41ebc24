/// The words and marks of Swift source in their order: comments and what texts say are left out, what is interpolated is not.
struct SwiftTokens {
    private let bytes: [UInt8]
    private var place = 0
    private(set) var tokens: [String] = []

    static func of(_ text: String) -> [String] {
        var scanner = SwiftTokens(bytes: Array(text.utf8) + [0])
        scanner.code(untilParenthesis: false)
        return scanner.tokens
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private var byte: UInt8 { bytes[place] }

    private func isHere(_ text: StaticString) -> Bool {
        guard place + text.utf8CodeUnitCount <= bytes.count else { return false }
        return text.withUTF8Buffer { $0.elementsEqual(bytes[place..<place + $0.count]) }
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        byte | 32 >= 97 && byte | 32 <= 122 || byte >= 48 && byte <= 57 || byte == 95 || byte >= 128
    }

    private mutating func code(untilParenthesis: Bool) {
        var depth = 0
        while place < bytes.count - 1 {
            let start = place
            if Self.isWord(byte) {
                while Self.isWord(byte) { place += 1 }
                tokens.append(String(decoding: bytes[start..<place], as: UTF8.self))
            } else if isHere("//") {
                while byte != 10, byte != 0 { place += 1 }
            } else if byte == 34 || byte == 35 {
                text()
            } else {
                if byte == 40 { depth += 1 }
                if byte == 41 { depth -= 1 }
                if byte > 32, byte != 96 { tokens.append(String(UnicodeScalar(byte))) }
                place += 1
                if untilParenthesis, depth < 0 { return }
            }
        }
    }

    /// A text, or a number sign that begins none.
    private mutating func text() {
        var signs = 0
        while byte == 35 {
            signs += 1
            place += 1
        }
        guard byte == 34 else { return }
        let quotes = isHere("\"\"\"") ? 3 : 1
        place += quotes
        while place < bytes.count - 1 {
            if byte == 34, ends(quotes, signs) {
                place += quotes + signs
                return
            }
            guard byte == 92, bytes[(place + 1)...].prefix(signs).allSatisfy({ $0 == 35 }), bytes[(place + 1)...].count > signs else {
                place += 1
                continue
            }
            place += 1 + signs
            let isInterpolated = byte == 40
            place += 1
            if isInterpolated { code(untilParenthesis: true) }
        }
    }

    private func ends(_ quotes: Int, _ signs: Int) -> Bool {
        let marks = bytes[place...].prefix(quotes + signs)
        return marks.count == quotes + signs && marks.prefix(quotes).allSatisfy { $0 == 34 }
            && marks.dropFirst(quotes).allSatisfy { $0 == 35 }
    }
}
