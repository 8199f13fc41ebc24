import Model

/// Why no line of a log is shown: found out by looking at its lines one after the other, the newest first.
package struct LogAbsence: Sendable {
    private let query: LogQuery
    private var fitting: Set<LogQuery.Part> = []
    private var dynos: Set<String> = []
    private var times: (first: String, last: String)?
    private var isEmpty = true

    private static let namesMax = 12
    private static let passing: Set = ["run", "scheduler", "release"]

    package init(_ query: LogQuery) { self.query = query }

    /// - Returns: whether it is shown: then there is nothing to be said.
    package mutating func look(at line: UnsafeRawBufferPointer) -> Bool {
        if query.wants(line) { return true }
        isEmpty = false
        guard let places = LogLine.Places(line) else { return false }
        for part in LogQuery.Part.allCases where !fitting.contains(part) && query.fits(part, line, places) { fitting.insert(part) }
        if dynos.count < 1000 { dynos.insert(String(decoding: line[places.dyno], as: UTF8.self)) }
        let time = String(decoding: line[places.time], as: UTF8.self)
        times = (time, times?.last ?? time)
        return false
    }

    /// `no line is from wokrer; there are lines from web, worker, router`
    package var words: String {
        guard !isEmpty else { return "the log is empty yet" }
        if let source = query.source, !fitting.contains(.source) {
            let known = LogLine.Source(rawValue: source) != nil
            return "no line is from the source \(source)"
                + (known ? "" : "; the sources are app and heroku, and \(source) may be a process: -p \(source)")
        }
        if let dyno = query.dyno, !fitting.contains(.dyno) { return absence(of: dyno) }
        if !fitting.contains(.time), let times {
            let newest = "\(times.last.prefix(19))Z"
            if let since = query.since, times.last < since { return "no line is that new: the newest is of \(newest)" }
            return "no line is of that time: there are lines from \(times.first.prefix(19))Z to \(newest)"
        }
        if let text = query.text, !fitting.contains(.text) { return "no line has `\(text)`" }
        return "no line is all of that at once"
    }

    private static func isPassing(_ dyno: String) -> Bool { dyno.contains(".") && passing.contains(DynoChoice.type(dyno)) }

    private func absence(of dyno: String) -> String {
        let types = Set(dynos.map(DynoChoice.type))
        // Of the same type there are dynos by other names.
        let isDyno = dyno.contains(".") && types.contains(DynoChoice.type(dyno))
        // Those of a moment last: there may be many.
        let names = (isDyno ? dynos : types).sorted { (Self.isPassing($0) ? 1 : 0, $0) < (Self.isPassing($1) ? 1 : 0, $1) }
        let shown = names.prefix(Self.namesMax).joined(separator: ", ") + (names.count > Self.namesMax ? ", …" : "")
        let near = NearestWord.to(dyno, among: names).map { ". Did you mean \($0)?" } ?? ""
        let builds = dyno == "build" || dyno == "builds" ? "; what builds print is shown by renga builds:output" : ""
        return "no line is from \(dyno); there are lines from \(shown)\(builds)\(near)"
    }
}
