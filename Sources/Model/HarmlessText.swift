/// What strangers wrote (a build's output, a file's name, a ref, an app's log) as people can be shown it: nothing of it moves a
/// terminal's cursor, rings, or hides what stands beside it or comes after it.
///
/// Colours stay, and end with the line. Sequences that move or erase go. Every other control character, what is no UTF-8, and what
/// turns the direction of writing around is shown: `^@`, `^[`, `\x9b`, `<U+202E>`.
package enum HarmlessText {
    private static let escape: UInt8 = 0x1B
    /// A longer sequence is none.
    private static let sequenceBytesMax = 48

    /// One line, without its end.
    package static func line(_ bytes: [UInt8]) -> [UInt8] {
        if bytes.allSatisfy(isPlain) { return bytes }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + 16)
        var isColoured = false
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if isPlain(byte) {
                result.append(byte)
                index += 1
            } else if byte == escape, let end = sequenceEnd(bytes, from: index) {
                let sequence = bytes[index...end]
                if let colours = colours(sequence) {
                    result += sequence
                    isColoured = colours
                }
                index = end + 1
            } else if byte >= 0x80, let scalar = scalar(bytes, at: index) {
                result += shown(scalar)
                index += scalar.utf8Count
            } else {
                result += byte < 0x80 ? [0x5E, byte ^ 0x40] : Array("\\x\(hex(byte))".utf8)
                index += 1
            }
        }
        if isColoured { result += Array("\u{1B}[0m".utf8) }
        return result
    }

    /// Text of any number of lines.
    package static func text(_ text: String) -> String {
        if text.utf8.allSatisfy({ isPlain($0) || $0 == ASCII.lineFeed }) { return text }
        let lines = text.utf8.split(separator: ASCII.lineFeed, omittingEmptySubsequences: false).map {
            String(decoding: line(Array($0)), as: UTF8.self)
        }
        return lines.joined(separator: "\n")
    }

    private static func isPlain(_ byte: UInt8) -> Bool { (byte >= 0x20 && byte < 0x7F) || byte == ASCII.tab }

    /// Where a sequence `ESC [ … letter` ends that begins here; nil where it is none.
    private static func sequenceEnd(_ bytes: [UInt8], from start: Int) -> Int? {
        guard start + 2 < bytes.count, bytes[start + 1] == UInt8(ascii: "[") else { return nil }
        for index in (start + 2)..<min(bytes.count, start + sequenceBytesMax) {
            switch bytes[index] {
            case 0x20...0x3F: continue
            case 0x40...0x7E: return index
            default: return nil
            }
        }
        return nil
    }

    /// Whether something is coloured after a sequence; nil where it does not colour, or where it makes text invisible.
    private static func colours(_ sequence: ArraySlice<UInt8>) -> Bool? {
        guard sequence.last == UInt8(ascii: "m") else { return nil }
        let parameters = sequence.dropFirst(2).dropLast()
        guard parameters.allSatisfy({ ASCII.isDigit($0) || $0 == UInt8(ascii: ";") }) else { return nil }
        var numbers = parameters.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
            .map { Int(String(decoding: $0, as: UTF8.self)) ?? 0 }[...]
        var last = 0
        while let number = numbers.popFirst() {
            guard number != 8 else { return nil }
            last = number
            // A colour of a palette, or one of three numbers.
            if number == 38 || number == 48, let kind = numbers.popFirst() {
                numbers = numbers.dropFirst(kind == 5 ? 1 : kind == 2 ? 3 : 0)
            }
        }
        return last != 0
    }

    /// A document of JSON that means the same, and moves no terminal either: what is harmful stands in its strings alone.
    package static func json(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { isHarmful($0.value) }) else { return text }
        return text.unicodeScalars.reduce(into: "") { result, scalar in
            if isHarmful(scalar.value) { result += "\\u" + digits(scalar.value).lowercased() } else { result.unicodeScalars.append(scalar) }
        }
    }

    private static func shown(_ scalar: Scalar) -> [UInt8] {
        isHarmful(scalar.value) ? Array("<U+\(digits(scalar.value))>".utf8) : Array(scalar.bytes)
    }

    /// DEL and C1; marks and overrides of direction; separators of lines; a mark of byte order. All have four digits at most.
    private static func isHarmful(_ value: UInt32) -> Bool {
        switch value {
        case 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
        default: false
        }
    }

    private static func digits(_ value: UInt32) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    private static func hex(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16) }

    private struct Scalar {
        let value: UInt32
        let bytes: ArraySlice<UInt8>
        var utf8Count: Int { bytes.count }
    }

    /// A well-formed character of several bytes; nil where there is none.
    private static func scalar(_ bytes: [UInt8], at index: Int) -> Scalar? {
        let first = bytes[index]
        let count = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
        guard first >= 0xC2, first <= 0xF4, index + count <= bytes.count else { return nil }
        let part = bytes[index..<(index + count)]
        guard let text = String(validating: part, as: UTF8.self), let scalar = text.unicodeScalars.first else { return nil }
        return Scalar(value: scalar.value, bytes: part)
    }
}
