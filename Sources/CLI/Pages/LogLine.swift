/// A line of Heroku's form `<time> <source>[<dyno>]: <text>`.
package struct LogLine: Encodable, Hashable, Sendable {
    /// Empty where the line has another form: then `message` is all of it.
    package let at: String
    package let source: String
    package let dyno: String
    package let message: String

    package init(_ line: String) {
        guard let space = line.firstIndex(of: " "), let open = line[space...].firstIndex(of: "["),
            let close = line[open...].firstIndex(of: "]"), line[close...].dropFirst().first == ":"
        else {
            (at, source, dyno, message) = ("", "", "", line)
            return
        }
        at = String(line[..<space])
        source = String(line[line.index(after: space)..<open])
        dyno = String(line[line.index(after: open)..<close])
        let text = line[close...].dropFirst(2)
        message = String(text.first == " " ? text.dropFirst() : text)
    }

    static func painted(_ line: String, style: Style) -> String {
        guard style.isColoured else { return line }
        let parts = LogLine(line)
        guard !parts.at.isEmpty else { return line }
        let head = "\(parts.at) \(parts.source)[\(parts.dyno)]:"
        return style.paint(head, parts.source == "app" ? .name : .app) + line.dropFirst(head.count)
    }
}
