/// What stands behind a key.
extension TOMLParser {
    mutating func value(depth: Int) throws(SourceError) -> JSONValue {
        guard depth <= Self.depthMax else { throw cursor.error("the document nests deeper than \(Self.depthMax) levels") }
        let place = cursor.place()
        let content: JSONValue.Content
        switch cursor.next {
        case UInt8(ascii: "\"")?: content = .string(try cursor.starts(with: "\"\"\"") ? longString("\"\"\"") : basicString())
        case UInt8(ascii: "'")?: content = .string(try cursor.starts(with: "'''") ? longString("'''") : literalString())
        case UInt8(ascii: "[")?: content = .array(try array(depth: depth))
        case UInt8(ascii: "{")?: return try inlineTable(depth: depth, at: place)
        default: content = try word(at: place)
        }
        return JSONValue(content: content, line: place.line, column: place.column)
    }

    private mutating func array(depth: Int) throws(SourceError) -> [JSONValue] {
        var elements: [JSONValue] = []
        _ = cursor.take("[")
        while true {
            skipBlank()
            if cursor.take("]") { return elements }
            elements.append(try value(depth: depth + 1))
            skipBlank()
            guard cursor.take(",") || cursor.next == UInt8(ascii: "]") else {
                throw cursor.error("a comma or a closing bracket must stand here")
            }
        }
    }

    private mutating func inlineTable(depth: Int, at place: TextCursor.Place) throws(SourceError) -> JSONValue {
        let table = TOMLTable()
        table.place = place
        _ = cursor.take("{")
        while true {
            skipBlank()
            if cursor.take("}") { return table.value }
            try pair(in: table, depth: depth + 1)
            skipBlank()
            guard cursor.take(",") || cursor.next == UInt8(ascii: "}") else {
                throw cursor.error("a comma or a closing brace must stand here")
            }
        }
    }

    /// Numbers, dates, `true` and `false`.
    private mutating func word(at place: TextCursor.Place) throws(SourceError) -> JSONValue.Content {
        let start = cursor.offset
        cursor.skip { ASCII.isAlphanumeric($0) || "+-_.:".utf8.contains($0) }
        // A date and a time may have a space between them.
        let date = cursor.text(from: start)
        if date.utf8.count == 10, date.utf8.dropFirst(4).first == UInt8(ascii: "-"), cursor.starts(with: " ") {
            let end = cursor
            cursor.advance()
            if cursor.next.map(ASCII.isDigit) == true {
                cursor.skip { ASCII.isAlphanumeric($0) || "+-:.".utf8.contains($0) }
            } else {
                cursor = end
            }
        }
        let text = cursor.text(from: start)
        switch text {
        case "true": return .bool(true)
        case "false": return .bool(false)
        case "inf", "+inf", "-inf", "nan", "+nan", "-nan": return .number(text)
        default: break
        }
        guard let first = text.utf8.first(where: { $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }), ASCII.isDigit(first) else {
            throw cursor.error("no value of TOML begins like this", hint: "texts stand in double quotes", at: place)
        }
        let isDate = text.utf8.contains(UInt8(ascii: ":")) || text.utf8.dropFirst().filter { $0 == UInt8(ascii: "-") }.count == 2
        return isDate ? .string(text) : .number(text)
    }
}
