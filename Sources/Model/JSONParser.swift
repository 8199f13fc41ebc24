/// Strict JSON (RFC 8259) whose every error has a line and a column.
///
/// A name that stands twice in an object is kept twice, as npm and Heroku let it pass: the last one counts.
package struct JSONParser {
    /// How deep arrays and objects may nest.
    package static let depthMax = 100

    private let source: SourceText
    private let bytes: [UInt8]
    private var offset = 0
    private var line = 1
    private var lineStart = 0

    package static func parse(_ bytes: [UInt8], file: String) throws(SourceError) -> JSONValue {
        let source = SourceText(file: file, bytes: bytes)
        try source.check()
        var parser = JSONParser(source)
        parser.skipSpace()
        let value = try parser.value(depth: 0)
        parser.skipSpace()
        guard parser.offset == bytes.count else {
            throw parser.error("there is something after the end of the document", hint: "remove what follows")
        }
        return value
    }

    private init(_ source: SourceText) {
        self.source = source
        bytes = source.bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
    }

    private var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    private var column: Int {
        String(decoding: bytes[lineStart..<min(offset, bytes.count)], as: UTF8.self).unicodeScalars.count + 1
    }

    private func error(_ message: String, hint: String? = nil) -> SourceError {
        source.error(line: line, column: column, message, hint: hint)
    }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
            offset += 1
            if byte == 0x0A {
                line += 1
                lineStart = offset
            }
        }
    }

    private mutating func value(depth: Int) throws(SourceError) -> JSONValue {
        guard depth <= Self.depthMax else { throw error("the document nests deeper than \(Self.depthMax) levels") }
        guard let byte = next else { throw error("the document ends where a value should be") }
        let (line, column) = (line, column)
        let content: JSONValue.Content
        switch byte {
        case UInt8(ascii: "{"): content = .object(try object(depth: depth))
        case UInt8(ascii: "["): content = .array(try array(depth: depth))
        case UInt8(ascii: "\""): content = .string(try string())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): content = .number(try number())
        default: content = try word()
        }
        return JSONValue(content: content, line: line, column: column)
    }

    private mutating func object(depth: Int) throws(SourceError) -> [JSONValue.Member] {
        var members: [JSONValue.Member] = []
        offset += 1
        skipSpace()
        if take("}") { return [] }
        while true {
            guard next == UInt8(ascii: "\"") else {
                throw error(
                    "a name in double quotes must stand here",
                    hint: next == UInt8(ascii: "}") ? "remove the comma before the closing brace" : nil
                )
            }
            let name = try string()
            skipSpace()
            guard take(":") else { throw error("a colon must follow the name \"\(name)\"") }
            skipSpace()
            members.append(.init(name: name, value: try value(depth: depth + 1)))
            skipSpace()
            if take("}") { return members }
            guard take(",") else { throw error("a comma or a closing brace must stand here") }
            skipSpace()
        }
    }

    private mutating func array(depth: Int) throws(SourceError) -> [JSONValue] {
        var elements: [JSONValue] = []
        offset += 1
        skipSpace()
        if take("]") { return [] }
        while true {
            elements.append(try value(depth: depth + 1))
            skipSpace()
            if take("]") { return elements }
            guard take(",") else { throw error("a comma or a closing bracket must stand here") }
            skipSpace()
        }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard let byte = next, UInt32(byte) == character.value else { return false }
        offset += 1
        return true
    }

    private mutating func string() throws(SourceError) -> String {
        let start = error("this text has no closing quote", hint: "close it with a double quote in the same line")
        var text: [UInt8] = []
        offset += 1
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                offset += 1
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): text += Array(String(try escape()).utf8)
            case 0x0A, 0x0D: throw start
            case 0..<0x20:
                throw error("a control character cannot stand in a text", hint: "write it as \\u and four digits")
            default:
                text.append(byte)
                offset += 1
            }
        }
        throw start
    }

    private mutating func escape() throws(SourceError) -> Unicode.Scalar {
        let place = error("this is no escape that JSON knows", hint: "a backslash itself is written \\\\")
        offset += 1
        guard let byte = next else { throw place }
        offset += 1
        let plain: [UInt8: Unicode.Scalar] = [
            0x22: "\"", 0x5C: "\\", 0x2F: "/", 0x62: "\u{8}", 0x66: "\u{C}", 0x6E: "\n", 0x72: "\r", 0x74: "\t",
        ]
        if let scalar = plain[byte] { return scalar }
        guard byte == UInt8(ascii: "u"), let first = hexadecimal() else { throw place }
        guard (0xD800..<0xDC00).contains(first) else {
            guard let scalar = Unicode.Scalar(first) else { throw place }
            return scalar
        }
        guard take("\\"), take("u"), let second = hexadecimal(), (0xDC00..<0xE000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw place }
        return scalar
    }

    private mutating func hexadecimal() -> UInt32? {
        guard offset + 4 <= bytes.count else { return nil }
        let digits = bytes[offset..<offset + 4]
        guard digits.allSatisfy({ ($0 >= 48 && $0 <= 57) || ($0 | 32 >= 97 && $0 | 32 <= 102) }) else { return nil }
        offset += 4
        return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    }

    private mutating func number() throws(SourceError) -> String {
        let start = offset
        let place = error("this is no number that JSON knows")
        _ = take("-")
        if !take("0") { guard digits() else { throw place } }
        if take(".") { guard digits() else { throw place } }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            guard digits() else { throw place }
        }
        if let byte = next, ASCII.isDigit(byte) { throw place }
        return String(decoding: bytes[start..<offset], as: UTF8.self)
    }

    private mutating func digits() -> Bool {
        let start = offset
        while let byte = next, ASCII.isDigit(byte) { offset += 1 }
        return offset > start
    }

    private mutating func word() throws(SourceError) -> JSONValue.Content {
        let words: [(String, JSONValue.Content)] = [("true", .bool(true)), ("false", .bool(false)), ("null", .null)]
        for (word, content) in words where bytes[offset...].starts(with: word.utf8) {
            offset += word.utf8.count
            return content
        }
        throw error(
            "no JSON value begins like this",
            hint: next == UInt8(ascii: "]")
                ? "remove the comma before the closing bracket"
                : "texts stand in double quotes; comments are not possible in JSON"
        )
    }
}
