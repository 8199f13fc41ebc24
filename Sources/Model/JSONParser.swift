/// Strict JSON (RFC 8259) whose every error has a line and a column.
///
/// A name that stands twice in an object is kept twice, as npm and Heroku let it pass: the last one counts.
package struct JSONParser {
    package struct Limits: Hashable, Sendable {
        package let bytes: Int
        /// Each takes some forty bytes of memory, however short it is.
        package let values: Int

        package init(bytes: Int, values: Int) {
            self.bytes = bytes
            self.values = values
        }

        /// Of files that people write.
        package static let files = Limits(bytes: SourceText.bytesMax, values: SourceText.bytesMax)
        /// Of what tools write into a tree: locks of large apps have some megabytes.
        package static let locks = Limits(bytes: StructuredFormat.bytesMax, values: 1 << 20)
        /// Of what our own programs say to each other.
        package static let messages = Limits(bytes: 16 << 20, values: 1 << 20)
    }

    /// How deep arrays and objects may nest.
    package static let depthMax = 100

    private struct Place {
        let offset: Int
        let line: Int
        let column: Int
    }

    private let source: SourceText
    private let bytes: [UInt8]
    private let valuesMax: Int
    private var values = 0
    private var offset = 0
    private var line = 1
    /// The last place whose column was asked for: the next one is counted from there.
    private var counted = (offset: 0, column: 1)

    package static func parse(_ bytes: [UInt8], file: String, limits: Limits = .files) throws(SourceError) -> JSONValue {
        let source = SourceText(file: file, bytes: bytes)
        try source.check(bytesMax: limits.bytes)
        var parser = JSONParser(source, limits)
        parser.skipSpace()
        let value = try parser.value(depth: 0)
        parser.skipSpace()
        guard parser.offset == bytes.count else {
            throw parser.error("there is something after the end of the document", hint: "remove what follows")
        }
        return value
    }

    private init(_ source: SourceText, _ limits: Limits) {
        self.source = source
        bytes = source.bytes
        valuesMax = limits.values
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
    }

    private var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    /// Where we are. What is before it in its line was counted up to the last one already.
    private mutating func place() -> Place {
        let end = min(offset, bytes.count)
        // Every byte but those that continue a character.
        counted = (end, counted.column + bytes[counted.offset..<end].count { $0 & 0xC0 != 0x80 })
        return Place(offset: end, line: line, column: counted.column)
    }

    private func error(_ message: String, hint: String? = nil, at place: Place) -> SourceError {
        source.error(line: place.line, column: place.column, message, hint: hint)
    }

    private mutating func error(_ message: String, hint: String? = nil) -> SourceError { error(message, hint: hint, at: place()) }

    private mutating func skipSpace() {
        while let byte = next, byte == ASCII.space || byte == ASCII.tab || byte == ASCII.lineFeed || byte == ASCII.carriageReturn {
            offset += 1
            // As `SourceText.lines` has them.
            if byte == ASCII.lineFeed || byte == ASCII.carriageReturn && next != ASCII.lineFeed {
                line += 1
                counted = (offset, 1)
            }
        }
    }

    private mutating func value(depth: Int) throws(SourceError) -> JSONValue {
        guard depth <= Self.depthMax else { throw error("the document nests deeper than \(Self.depthMax) levels") }
        guard values < valuesMax else { throw error("the document has more than \(valuesMax) values") }
        guard let byte = next else { throw error("the document ends where a value should be") }
        values += 1
        let place = place()
        let content: JSONValue.Content
        switch byte {
        case UInt8(ascii: "{"): content = .object(try object(depth: depth))
        case UInt8(ascii: "["): content = .array(try array(depth: depth))
        case UInt8(ascii: "\""): content = .string(try string())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): content = .number(try number())
        default: content = try word()
        }
        return JSONValue(content: content, line: place.line, column: place.column)
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
        let start = place()
        var text: [UInt8] = []
        offset += 1
        while let end = bytes[offset...].firstIndex(where: { $0 < ASCII.space || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) {
            let plain = bytes[offset..<end]
            offset = end
            switch bytes[end] {
            case UInt8(ascii: "\""):
                offset += 1
                return String(decoding: text.isEmpty ? plain : text + plain, as: UTF8.self)
            case UInt8(ascii: "\\"):
                text += plain
                text += String(try escape()).utf8
            case ASCII.lineFeed, ASCII.carriageReturn: throw unclosed(start)
            default: throw error("a control character cannot stand in a text", hint: "write it as \\u and four digits")
            }
        }
        throw unclosed(start)
    }

    private func unclosed(_ place: Place) -> SourceError {
        error("this text has no closing quote", hint: "close it with a double quote in the same line", at: place)
    }

    private mutating func escape() throws(SourceError) -> Unicode.Scalar {
        let start = place()
        guard let scalar = escaped() else {
            throw error("this is no escape that JSON knows", hint: "a backslash itself is written \\\\", at: start)
        }
        return scalar
    }

    private mutating func escaped() -> Unicode.Scalar? {
        offset += 1
        guard let byte = next else { return nil }
        offset += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): break
        default: return nil
        }
        guard let first = hexadecimal() else { return nil }
        guard (0xD800..<0xDC00).contains(first) else { return Unicode.Scalar(first) }
        guard take("\\"), take("u"), let second = hexadecimal(), (0xDC00..<0xE000).contains(second) else { return nil }
        return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    }

    private mutating func hexadecimal() -> UInt32? {
        guard offset + 4 <= bytes.count else { return nil }
        var number: UInt32 = 0
        for byte in bytes[offset..<offset + 4] {
            guard let digit = ASCII.hexadecimal(byte) else { return nil }
            number = number << 4 | UInt32(digit)
        }
        offset += 4
        return number
    }

    private mutating func number() throws(SourceError) -> String {
        let start = place()
        guard isNumber() else { throw error("this is no number that JSON knows", at: start) }
        return String(decoding: bytes[start.offset..<offset], as: UTF8.self)
    }

    private mutating func isNumber() -> Bool {
        _ = take("-")
        if !take("0") { guard digits() else { return false } }
        if take(".") { guard digits() else { return false } }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            guard digits() else { return false }
        }
        return !(next.map(ASCII.isDigit) ?? false)
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
