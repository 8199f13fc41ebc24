import Model

/// The strict reading of header lines that requests and responses share.
struct HeaderFields: ~Copyable {
    private(set) var count = 0
    /// Room for as many as there may be; used again for each head.
    private var all: [HeaderField]
    private static let nameBytesMax = 1000

    init(headersMax: Int) {
        let none = HeaderField(name: .other, line: 0..<0, nameEnd: 0, value: 0..<0)
        all = [HeaderField](repeating: none, count: headersMax)
    }

    subscript(place: Int) -> HeaderField {
        @inline(__always) get {
            precondition(place < count)
            return all[place]
        }
    }

    func contains(_ name: HeaderName) -> Bool {
        for place in 0..<count where self[place].name == name { return true }
        return false
    }

    /// Reads the lines from `start` on up to the empty one, which is before `end`; where it is not, they are refused for
    /// what the missing part makes of them.
    ///
    /// - Returns: the place after the empty line.
    mutating func read(_ bytes: [UInt8], from start: Int, to end: Int) throws(Refusal) -> Int {
        count = 0
        var position = start
        let names = HeaderNames.shared
        var lines = all.mutableSpan
        var lineCount = 0
        while position < end, bytes[position] != ASCII.carriageReturn {
            guard lineCount < lines.count else { throw .tooManyHeaders }
            let field = try Self.readLine(bytes, from: position, to: end, names)
            lines[lineCount] = field
            lineCount += 1
            position = field.line.upperBound
        }
        guard position + 1 < end, bytes[position + 1] == ASCII.lineFeed else { throw .badHeaderName }
        count = lineCount
        return position + 2
    }

    @inline(__always)
    private static func readLine(
        _ bytes: [UInt8],
        from start: Int,
        to end: Int,
        _ names: HeaderNames
    ) throws(Refusal) -> HeaderField {
        let first = bytes[start]
        guard first != ASCII.space && first != ASCII.tab else { throw .foldedHeader }
        let (nameEnd, hasUnderscore) = bytes.firstNonToken(from: start, to: end)
        var position = nameEnd
        guard nameEnd > start, nameEnd - start <= nameBytesMax, position < end, bytes[position] == UInt8(ascii: ":") else {
            throw .badHeaderName
        }
        position += 1
        while position < end, bytes[position] == ASCII.space || bytes[position] == ASCII.tab { position += 1 }
        let valueStart = position
        position = bytes.firstControl(from: position, to: end)
        // A CR alone, a NUL or another control byte stops the value before the line's end.
        guard position + 1 < end, bytes[position] == ASCII.carriageReturn,
            bytes[position + 1] == ASCII.lineFeed
        else { throw .badHeaderValue }
        var valueEnd = position
        while valueEnd > valueStart, bytes[valueEnd - 1] == ASCII.space || bytes[valueEnd - 1] == ASCII.tab {
            valueEnd -= 1
        }
        return HeaderField(
            name: names.find(bytes, start..<nameEnd, hasUnderscore: hasUnderscore),
            line: start..<position + 2,
            nameEnd: nameEnd,
            value: valueStart..<valueEnd
        )
    }
}

extension OutputSpan<UInt8> {
    /// The lines of those fields that stay, as they came; neighbours are copied in one go.
    @inline(__always)
    mutating func append(_ bytes: [UInt8], linesOf fields: borrowing HeaderFields, where stays: (HeaderField) -> Bool) {
        var run = 0..<0
        for place in 0..<fields.count {
            let field = fields[place]
            guard stays(field) else { continue }
            if run.upperBound == field.line.lowerBound {
                run = run.lowerBound..<field.line.upperBound
            } else {
                append(bytes, run)
                run = field.line
            }
        }
        append(bytes, run)
    }
}

/// The words of a comma-separated header, without the white space around them; empty ones are left out.
func forEachWord(_ bytes: [UInt8], _ range: Range<Int>, _ body: (Range<Int>) -> Void) {
    var start = range.lowerBound
    for position in range.lowerBound...range.upperBound
    where position == range.upperBound || bytes[position] == UInt8(ascii: ",") {
        var end = position
        while start < end, bytes[start] == ASCII.space || bytes[start] == ASCII.tab { start += 1 }
        while end > start, bytes[end - 1] == ASCII.space || bytes[end - 1] == ASCII.tab { end -= 1 }
        if start < end { body(start..<end) }
        start = position + 1
    }
}

/// Digits only, up to 18 of them.
func decimal(_ bytes: [UInt8], _ range: Range<Int>) -> Int? {
    guard !range.isEmpty, range.count <= 18 else { return nil }
    var number = 0
    for position in range {
        guard ASCII.isDigit(bytes[position]) else { return nil }
        number = number * 10 + Int(bytes[position] - 48)
    }
    return number
}
