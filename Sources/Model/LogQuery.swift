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

    /// Whether a line of Heroku's form `<ts> <source>[<ps>]: <text>` is asked for.
    package func wants(_ line: String) -> Bool {
        if source == nil && dyno == nil { return true }
        guard let space = line.firstIndex(of: " "), let open = line[space...].firstIndex(of: "["),
            let close = line[open...].firstIndex(of: "]")
        else { return false }
        if let source, line[line.index(after: space)..<open] != source { return false }
        guard let dyno else { return true }
        let name = line[line.index(after: open)..<close]
        return name == dyno || name.hasPrefix(dyno + ".")
    }
}
