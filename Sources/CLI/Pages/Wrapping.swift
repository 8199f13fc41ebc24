/// Breaks prose between words, for terminals that are narrower than it.
enum Wrapping {
    /// Below it nothing is broken: there would be a word a line.
    static let narrowest = 20

    /// - Parameters:
    ///   - width: in characters, with what stands before the text; nil: nobody knows.
    ///   - before: how much stands before each line already.
    static func lines(_ text: String, width: Int?, before: Int = 0) -> [String] {
        guard let width, width >= narrowest, text.count + before > width else { return [text] }
        let indent = String(text.prefix { $0 == " " })
        let room = max(1, width - before - indent.count)
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if !line.isEmpty, line.count + 1 + word.count > room {
                lines.append(indent + line)
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + word
        }
        return lines + [indent + line]
    }

    /// A row of two columns, its second one broken below itself.
    static func row(_ line: String, column: Int, width: Int?) -> [String] {
        guard let width, line.count > width, width - column >= narrowest, line.count > column else { return [line] }
        let parts = lines(String(line.dropFirst(column)), width: width, before: column)
        return parts.enumerated().map { index, part in
            (index == 0 ? String(line.prefix(column)) : String(repeating: " ", count: column)) + part
        }
    }
}
