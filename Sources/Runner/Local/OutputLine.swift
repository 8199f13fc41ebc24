import Glibc
import Model

/// One of conmon's lines, taken apart where it lies.
struct OutputLine {
    /// What conmon writes before the text, bytes.
    static let headBytes = 45

    /// With microseconds, as everywhere else.
    let time: UnsafeRawBufferPointer
    /// `+00:00`
    let zone: UnsafeRawBufferPointer
    let isError: Bool
    /// More of the same line follows.
    let isPart: Bool
    let text: UnsafeRawBufferPointer

    /// nil: it is no such line.
    init?(_ line: UnsafeRawBufferPointer) {
        // conmon's times have nine digits: then everything has its place.
        if line.count >= Self.headBytes, line[19] == UInt8(ascii: "."), line[35] == ASCII.space, line[42] == ASCII.space,
            line[44] == ASCII.space
        {
            time = UnsafeRawBufferPointer(rebasing: line[..<26])
            zone = UnsafeRawBufferPointer(rebasing: line[29..<35])
            isError = line[39] == UInt8(ascii: "e")
            isPart = line[43] == UInt8(ascii: "P")
            text = UnsafeRawBufferPointer(rebasing: line[Self.headBytes...])
            return
        }
        guard let first = line.firstIndex(of: ASCII.space), let second = line[(first + 1)...].firstIndex(of: ASCII.space),
            let third = line[(second + 1)...].firstIndex(of: ASCII.space), second - first > 4, third - second > 1
        else { return nil }
        let dot = line[..<first].firstIndex(of: UInt8(ascii: ".")) ?? first
        let zoneStart =
            line[dot..<first].firstIndex { "+-Z".utf8.contains($0) } ?? first
        time = UnsafeRawBufferPointer(rebasing: line[..<min(dot + 7, zoneStart)])
        zone = UnsafeRawBufferPointer(rebasing: line[zoneStart..<first])
        isError = line[first + 4] == UInt8(ascii: "e")
        isPart = line[second + 1] == UInt8(ascii: "P")
        text = UnsafeRawBufferPointer(rebasing: line[(third + 1)...])
    }
}
