/// One header line of a head, as places in the bytes that it was read from, which are no more than two gigabytes.
struct HeaderField {
    let name: HeaderName
    private let start: Int32
    private let nameEnd: Int32
    private let valueStart: Int32
    private let valueEnd: Int32
    private let end: Int32

    init(name: HeaderName, line: Range<Int>, nameEnd: Int, value: Range<Int>) {
        // All other places are within the line.
        precondition(line.lowerBound >= 0 && line.upperBound <= Int32.max)
        self.name = name
        start = Int32(truncatingIfNeeded: line.lowerBound)
        self.nameEnd = Int32(truncatingIfNeeded: nameEnd)
        valueStart = Int32(truncatingIfNeeded: value.lowerBound)
        valueEnd = Int32(truncatingIfNeeded: value.upperBound)
        end = Int32(truncatingIfNeeded: line.upperBound)
    }

    /// The whole line with its CR LF.
    var line: Range<Int> { Int(start)..<Int(end) }
    var nameRange: Range<Int> { Int(start)..<Int(nameEnd) }
    /// Without the white space around it.
    var value: Range<Int> { Int(valueStart)..<Int(valueEnd) }
}
