/// Strict TOML 1.0 whose every error has a line and a column, as JSON's parser has them: a document is the same kind of value.
///
/// Our own, and not TOMLKit: that is a C++ library, which would have to be linked into the child that reads what strangers wrote,
/// and it neither bounds how deep a document nests nor says where a value stands. Dates are texts, as written.
package struct TOMLParser {
    /// How deep arrays and tables may nest.
    static let depthMax = 100

    var cursor: TextCursor
    let root = TOMLTable()

    package static func parse(_ bytes: [UInt8], file: String, bytesMax: Int = SourceText.bytesMax) throws(SourceError) -> JSONValue {
        let source = SourceText(file: file, bytes: bytes)
        try source.check(bytesMax: bytesMax)
        var parser = TOMLParser(cursor: TextCursor(source))
        try parser.document()
        return parser.root.value
    }

    private mutating func document() throws(SourceError) {
        var table = root
        while true {
            skipBlank()
            guard let byte = cursor.next else { return }
            if byte == UInt8(ascii: "[") { table = try header() } else { try pair(in: table, depth: 0) }
            try endOfLine()
        }
    }

    /// `[a.b]` or `[[a.b]]`
    private mutating func header() throws(SourceError) -> TOMLTable {
        let start = cursor.place()
        _ = cursor.take("[")
        let isArray = cursor.take("[")
        let path = try key()
        guard isArray ? cursor.take("]]") : cursor.take("]") else {
            throw cursor.error("a header ends with \(isArray ? "`]]`" : "`]`")")
        }
        guard path.count <= Self.depthMax else { throw cursor.error("the document nests deeper than \(Self.depthMax) levels", at: start) }
        var table = root
        for name in path.dropLast() {
            guard let inner = table.table(name, at: start) else { throw taken(path, start) }
            table = inner
        }
        guard let last = path.last, let inner = isArray ? table.append(last, at: start) : table.define(last, at: start) else {
            throw taken(path, start)
        }
        return inner
    }

    private mutating func taken(_ path: [String], _ place: TextCursor.Place) -> SourceError {
        cursor.error("`\(path.joined(separator: "."))` is defined for the second time", hint: "join the two", at: place)
    }

    /// `a.b = value`
    mutating func pair(in table: TOMLTable, depth: Int) throws(SourceError) {
        let start = cursor.place()
        let path = try key()
        guard cursor.take("=") else { throw cursor.error("a key is followed by `=` and its value") }
        skipSpace()
        guard path.count + depth <= Self.depthMax else {
            throw cursor.error("the document nests deeper than \(Self.depthMax) levels", at: start)
        }
        var table = table
        for name in path.dropLast() {
            guard let inner = table.dotted(name, at: start) else { throw taken(path, start) }
            table = inner
        }
        let value = try value(depth: depth + path.count)
        guard let last = path.last, table.set(last, value) else { throw taken(path, start) }
    }

    /// The names of a key with dots, and the space around it.
    private mutating func key() throws(SourceError) -> [String] {
        var path: [String] = []
        repeat {
            skipSpace()
            switch cursor.next {
            case UInt8(ascii: "\"")?: path.append(try basicString())
            case UInt8(ascii: "'")?: path.append(try literalString())
            default:
                let start = cursor.offset
                cursor.skip { ASCII.isAlphanumeric($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") }
                guard cursor.offset > start else {
                    throw cursor.error(
                        "a key must stand here",
                        hint: "keys are letters, digits, dashes and underscores; others stand in quotes"
                    )
                }
                path.append(cursor.text(from: start))
            }
            skipSpace()
        } while cursor.take(".")
        return path
    }

    mutating func skipSpace() { cursor.skip { $0 == ASCII.space || $0 == ASCII.tab } }

    /// Space, line ends and comments.
    mutating func skipBlank() {
        while true {
            cursor.skip { $0 == ASCII.space || $0 == ASCII.tab || $0 == ASCII.lineFeed || $0 == ASCII.carriageReturn }
            guard cursor.next == UInt8(ascii: "#") else { return }
            cursor.skip { $0 != ASCII.lineFeed }
        }
    }

    private mutating func endOfLine() throws(SourceError) {
        skipSpace()
        if cursor.next == UInt8(ascii: "#") { cursor.skip { $0 != ASCII.lineFeed } }
        guard cursor.isAtLineEnd else { throw cursor.error("something follows where the line should end") }
    }
}
