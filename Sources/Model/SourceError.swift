/// A mistake in a file that somebody wrote: where it is, what it is, and what to do.
package struct SourceError: Error, Hashable, Sendable, Codable, CustomStringConvertible {
    /// Longer lines are cut around the column.
    private static let shownWidthMax = 120

    package var file: String
    /// 1-based.
    package var line: Int
    /// 1-based, in Unicode scalars.
    package var column: Int
    package var sourceLine: String
    package var message: String
    package var hint: String?

    package init(file: String, line: Int, column: Int, sourceLine: String, message: String, hint: String? = nil) {
        self.file = file
        self.line = line
        self.column = column
        self.sourceLine = sourceLine
        self.message = message
        self.hint = hint
    }

    package var headline: String { "\(file):\(line):\(column): \(message)" }

    /// The offending line with a caret under the column; empty where there is no line to show.
    package var excerpt: [String] {
        guard !sourceLine.isEmpty else { return [] }
        let scalars = Array(sourceLine.unicodeScalars)
        let position = min(max(column - 1, 0), scalars.count)
        let start = position > Self.shownWidthMax - 20 ? position - Self.shownWidthMax / 2 : 0
        let shown = scalars[start..<min(start + Self.shownWidthMax, scalars.count)].map(Self.printable)
        let number = "\(line)"
        let before = shown.prefix(position - start).map { String(repeating: " ", count: $0.count) }.joined()
        return [
            "  \(number) | \(shown.joined())",
            "  \(String(repeating: " ", count: number.count)) | \(before)^",
        ]
    }

    /// As it is shown in a push, line by line.
    package var rendering: [String] {
        [headline] + excerpt + (hint.map { $0.split(separator: "\n").map(String.init) } ?? [])
    }

    package var description: String { rendering.joined(separator: "\n") }

    /// The same as what every refusal is.
    package var failure: Failure { Failure(.refused, headline, hint: hint, detail: excerpt) }

    /// A control character would move the caret, or the reader's terminal.
    private static func printable(_ scalar: Unicode.Scalar) -> String {
        switch scalar.value {
        case 9: "→"
        case 0..<32, 127..<160: "·"
        default: String(scalar)
        }
    }
}
