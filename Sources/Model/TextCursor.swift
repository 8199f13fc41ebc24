/// A place in a text that moves forward, and knows its line and column at a cost of what it passes.
struct TextCursor {
    struct Place {
        let line: Int
        /// In Unicode scalars.
        let column: Int

        static let start = Place(line: 1, column: 1)
    }

    let source: SourceText
    private let bytes: [UInt8]
    private(set) var offset = 0
    private var line = 1
    /// The last place whose column was asked for: the next one is counted from there.
    private var counted = (offset: 0, column: 1)

    init(_ source: SourceText) {
        self.source = source
        bytes = source.bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { (offset, counted) = (3, (3, 1)) }
    }

    var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }
    var isAtEnd: Bool { offset >= bytes.count }
    /// At the end of a line, or of the text.
    var isAtLineEnd: Bool { isAtEnd || starts(with: "\n") || starts(with: "\r\n") }

    func starts(with text: StaticString) -> Bool {
        text.withUTF8Buffer { wanted in
            offset + wanted.count <= bytes.count && wanted.indices.allSatisfy { bytes[offset + $0] == wanted[$0] }
        }
    }

    func text(from start: Int) -> String { String(decoding: bytes[start..<offset], as: UTF8.self) }

    mutating func place() -> Place {
        // Every byte but those that continue a character.
        counted = (offset, counted.column + bytes[counted.offset..<offset].count { $0 & 0xC0 != 0x80 })
        return Place(line: line, column: counted.column)
    }

    mutating func error(_ message: String, hint: String? = nil, at place: Place? = nil) -> SourceError {
        let place = place ?? self.place()
        return source.error(line: place.line, column: place.column, message, hint: hint)
    }

    @discardableResult mutating func advance() -> UInt8? {
        guard let byte = next else { return nil }
        offset += 1
        if byte == ASCII.lineFeed {
            line += 1
            counted = (offset, 1)
        }
        return byte
    }

    mutating func skip(while isPassed: (UInt8) -> Bool) {
        while let byte = next, isPassed(byte) { advance() }
    }

    mutating func take(_ text: StaticString) -> Bool {
        guard starts(with: text) else { return false }
        for _ in 0..<text.utf8CodeUnitCount { advance() }
        return true
    }
}
