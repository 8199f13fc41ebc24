/// What `renga logs` asks for.
package struct LogQuery: Hashable, Sendable, Codable {
    package static let linesDefault = 100
    package static let linesMax = 10_000

    package var lines = LogQuery.linesDefault
    package var tail = false
    /// `app` or `heroku`.
    package var source: String?
    /// A dyno (`web.1`) or a process type (`web`).
    package var dyno: String?

    package init() {}

    /// Whether a line of a log is asked for.
    package func wants(_ line: UnsafeRawBufferPointer) -> Bool {
        if source == nil && dyno == nil { return true }
        guard let places = LogLine.Places(line) else { return false }
        if let source, !line[places.source].elementsEqual(source.utf8) { return false }
        guard let dyno else { return true }
        let name = line[places.dyno]
        guard name.starts(with: dyno.utf8) else { return false }
        let end = name.startIndex + dyno.utf8.count
        return end == name.endIndex || name[end] == UInt8(ascii: ".")
    }
}
