/// Reads the text of an `EnvFile`.
struct EnvFileReader {
    private static let hint = "a line is KEY=value, a comment (#) or empty; nothing was set"

    private let bytes: [UInt8]
    private let file: String
    private var position = 0
    /// Of `position`, counted from 1.
    private var line = 1

    init(_ bytes: [UInt8], _ file: String) {
        self.bytes = bytes
        self.file = file
    }

    mutating func read() throws(Failure) -> [String: String] {
        var vars: [String: String] = [:]
        var lines: [String: Int] = [:]
        while true {
            skip { Self.isBlank($0) || $0 == ASCII.lineFeed }
            guard let next else { return vars }
            if next == UInt8(ascii: "#") {
                skip { $0 != ASCII.lineFeed }
                continue
            }
            let start = line
            let name = try readName()
            if let earlier = lines.updateValue(start, forKey: name) {
                throw Failure(.invalid, "\(file), line \(start): `\(name)` is in line \(earlier) already", hint: "leave one of the two")
            }
            vars[name] = try readValue()
        }
    }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == ASCII.space || byte == ASCII.tab || byte == ASCII.carriageReturn }

    private mutating func take() -> UInt8? {
        guard let byte = next else { return nil }
        position += 1
        if byte == ASCII.lineFeed { line += 1 }
        return byte
    }

    private mutating func skip(_ isSkipped: (UInt8) -> Bool) { while let next, isSkipped(next) { _ = take() } }

    private func refusal(_ line: Int, _ words: String) -> Failure { Failure(.invalid, "\(file), line \(line): \(words)", hint: Self.hint) }

    private mutating func readName() throws(Failure) -> String {
        let start = position
        skip { $0 != UInt8(ascii: "=") && $0 != ASCII.lineFeed }
        guard next == UInt8(ascii: "=") else { throw refusal(line, "there is no `=` in it") }
        var name = String(decoding: bytes[start..<position], as: UTF8.self).trimmed
        if name.hasPrefix("export ") || name.hasPrefix("export\t") { name = String(name.dropFirst("export".count)).trimmed }
        guard NameRules.isVariable(name) else {
            throw refusal(
                line,
                "what stands before the `=` cannot be the name of a config var: letters, digits and underscores, no digit first"
            )
        }
        _ = take()
        return name
    }

    private mutating func readValue() throws(Failure) -> String {
        skip(Self.isBlank)
        guard let first = next, first == UInt8(ascii: "'") || first == UInt8(ascii: "\"") else { return readPlain() }
        let start = line
        var value: [UInt8] = []
        while let byte = next, byte != ASCII.lineFeed, !Self.isBlank(byte) {
            _ = take()
            switch byte {
            case UInt8(ascii: "'"): try readQuoted(by: byte, into: &value)
            case UInt8(ascii: "\""): try readQuoted(by: byte, into: &value)
            case UInt8(ascii: "\\"):
                guard let escaped = take() else { throw refusal(start, "it ends with a `\\`") }
                value.append(escaped)
            default: throw refusal(line, "something stands right behind a closing quote")
            }
        }
        skip(Self.isBlank)
        if next == UInt8(ascii: "#") { skip { $0 != ASCII.lineFeed } }
        guard next == nil || next == ASCII.lineFeed else { throw refusal(line, "something stands behind a closing quote") }
        return String(decoding: value, as: UTF8.self)
    }

    /// To the end of the line, or to a comment behind a blank.
    private mutating func readPlain() -> String {
        let start = position
        skip { $0 != ASCII.lineFeed }
        var text = bytes[start..<position]
        for index in text.indices where text[index] == UInt8(ascii: "#") {
            guard index == start || Self.isBlank(text[index - 1]) else { continue }
            text = text[..<index]
            break
        }
        while let last = text.last, Self.isBlank(last) { text.removeLast() }
        return String(decoding: text, as: UTF8.self)
    }

    private mutating func readQuoted(by quote: UInt8, into value: inout [UInt8]) throws(Failure) {
        let start = line
        while let byte = take() {
            if byte == quote { return }
            if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
                guard let escaped = take() else { break }
                value += Self.meant(escaped)
            } else {
                value.append(byte)
            }
        }
        throw refusal(start, "a quote (\(Character(UnicodeScalar(quote)))) is opened there and never closed")
    }

    /// By a backslash and this.
    private static func meant(_ byte: UInt8) -> [UInt8] {
        switch byte {
        case UInt8(ascii: "n"): [ASCII.lineFeed]
        case UInt8(ascii: "r"): [ASCII.carriageReturn]
        case UInt8(ascii: "t"): [ASCII.tab]
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "$"), UInt8(ascii: "`"): [byte]
        default: [UInt8(ascii: "\\"), byte]
        }
    }
}
