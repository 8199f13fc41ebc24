extension LogLine {
    /// Where the parts of a line lie in its bytes, for those who look at many lines and keep few.
    package struct Places: Hashable, Sendable {
        package let time: Range<Int>
        package let source: Range<Int>
        package let dyno: Range<Int>
        package let text: Range<Int>

        /// nil: the line has another form.
        package init?(_ line: UnsafeRawBufferPointer) {
            guard let space = line.firstIndex(of: UInt8(ascii: " ")), let open = line[space...].firstIndex(of: UInt8(ascii: "[")),
                let close = line[open...].firstIndex(of: UInt8(ascii: "]")), line[close...].starts(with: "]:".utf8)
            else { return nil }
            time = 0..<space
            source = space + 1..<open
            dyno = open + 1..<close
            let start = close + 2
            text = (start < line.count && line[start] == UInt8(ascii: " ") ? start + 1 : start)..<line.count
        }
    }
}
