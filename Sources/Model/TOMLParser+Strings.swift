/// Texts in quotes.
extension TOMLParser {
    mutating func literalString() throws(SourceError) -> String {
        let place = cursor.place()
        _ = cursor.take("'")
        let start = cursor.offset
        cursor.skip { $0 != UInt8(ascii: "'") && $0 != ASCII.lineFeed }
        let text = cursor.text(from: start)
        guard cursor.take("'") else { throw unclosed(place) }
        return text
    }

    mutating func basicString() throws(SourceError) -> String {
        let place = cursor.place()
        _ = cursor.take("\"")
        var text = ""
        while true {
            let start = cursor.offset
            cursor.skip { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") && $0 != ASCII.lineFeed }
            text += cursor.text(from: start)
            switch cursor.next {
            case UInt8(ascii: "\"")?:
                cursor.advance()
                return text
            case UInt8(ascii: "\\")?: text.unicodeScalars.append(try escape())
            default: throw unclosed(place)
            }
        }
    }

    /// Between three quotes, over lines.
    mutating func longString(_ quotes: StaticString) throws(SourceError) -> String {
        let place = cursor.place()
        _ = cursor.take(quotes)
        // A line end right behind the quotes is no part of the text.
        if !cursor.take("\r\n") { _ = cursor.take("\n") }
        let quote = quotes.utf8Start.pointee
        let isLiteral = quote == UInt8(ascii: "'")
        var text = ""
        while true {
            let start = cursor.offset
            cursor.skip { $0 != quote && (isLiteral || $0 != UInt8(ascii: "\\")) }
            text += cursor.text(from: start)
            guard let byte = cursor.next else { throw unclosed(place) }
            if byte != quote {
                if let scalar = try longEscape() { text.unicodeScalars.append(scalar) }
            } else if cursor.take(quotes) {
                // Up to two quotes may stand before the three that close.
                for _ in 0..<2 where cursor.next == quote { text.unicodeScalars.append(Unicode.Scalar(cursor.advance() ?? quote)) }
                return text
            } else {
                cursor.advance()
                text.unicodeScalars.append(Unicode.Scalar(quote))
            }
        }
    }

    private mutating func unclosed(_ place: TextCursor.Place) -> SourceError {
        cursor.error("this text has no closing quote", hint: "close it in the same line, or begin it with three quotes", at: place)
    }

    /// Nil for a backslash at the end of a line, which takes the space after it away.
    private mutating func longEscape() throws(SourceError) -> Unicode.Scalar? {
        var ahead = cursor
        ahead.advance()
        ahead.skip { $0 == ASCII.space || $0 == ASCII.tab }
        guard ahead.isAtLineEnd else { return try escape() }
        ahead.skip { $0 == ASCII.space || $0 == ASCII.tab || $0 == ASCII.lineFeed || $0 == ASCII.carriageReturn }
        cursor = ahead
        return nil
    }

    private mutating func escape() throws(SourceError) -> Unicode.Scalar {
        let place = cursor.place()
        cursor.advance()
        let scalar: Unicode.Scalar?
        switch cursor.advance().map({ Character(Unicode.Scalar($0)) }) {
        case "\"": scalar = "\""
        case "\\": scalar = "\\"
        case "b": scalar = "\u{8}"
        case "t": scalar = "\t"
        case "n": scalar = "\n"
        case "f": scalar = "\u{C}"
        case "r": scalar = "\r"
        case "e": scalar = "\u{1B}"
        case "x": scalar = hexadecimal(2)
        case "u": scalar = hexadecimal(4)
        case "U": scalar = hexadecimal(8)
        default: scalar = nil
        }
        guard let scalar else {
            throw cursor.error(
                "this is no escape that TOML knows",
                hint: "a backslash itself is written \\\\, or the text stands in single quotes",
                at: place
            )
        }
        return scalar
    }

    private mutating func hexadecimal(_ digits: Int) -> Unicode.Scalar? {
        var number: UInt32 = 0
        for _ in 0..<digits {
            guard let digit = cursor.next.flatMap(ASCII.hexadecimal) else { return nil }
            number = number << 4 | UInt32(digit)
            cursor.advance()
        }
        return Unicode.Scalar(number)
    }
}
