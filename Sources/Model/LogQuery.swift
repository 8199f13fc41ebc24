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
    /// From this time on, in the form that lines have, whose order is that of the text.
    package var since: String?
    /// Before this time; the same.
    package var until: String?
    /// What stands in the line behind its time; where it has no capital letter, theirs do not matter.
    package var text: String?
    /// With what servers write of the platform's own request at each start, which nobody made.
    package var showsProbes: Bool?

    package init() {}

    /// What the platform calls itself where it asks a dyno whether it answers.
    package static let probe = "Renga-Boot-Probe"

    /// Whether some lines are left out for what they are.
    package var isNarrow: Bool { source != nil || dyno != nil || since != nil || until != nil || text != nil }

    /// What of a line fits.
    package enum Part: CaseIterable, Hashable, Sendable { case source, dyno, time, text }

    /// Whether a line of a log is asked for.
    package func wants(_ line: UnsafeRawBufferPointer) -> Bool {
        let places = LogLine.Places(line)
        if showsProbes != true, Self.isProbe(line, places) { return false }
        return !isNarrow || Part.allCases.allSatisfy { fits($0, line, places) }
    }

    /// - Parameter places: nil: the line has another form.
    package func fits(_ part: Part, _ line: UnsafeRawBufferPointer, _ places: LogLine.Places?) -> Bool {
        switch part {
        case .source:
            guard let source else { return true }
            return places.map { line[$0.source].elementsEqual(source.utf8) } ?? false
        case .dyno:
            guard let dyno else { return true }
            return places.map { Self.fits(line[$0.dyno], dyno) } ?? false
        case .time:
            guard since != nil || until != nil else { return true }
            guard let time = places.map({ line[$0.time] }) else { return false }
            if let since, time.lexicographicallyPrecedes(since.utf8) { return false }
            return until.map { time.lexicographicallyPrecedes($0.utf8) } ?? true
        case .text:
            guard let text else { return true }
            let start = places?.source.lowerBound ?? 0
            return ByteSearch(text).isIn(UnsafeRawBufferPointer(rebasing: line[start...]))
        }
    }

    private static func fits(_ name: Slice<UnsafeRawBufferPointer>, _ dyno: String) -> Bool {
        guard name.starts(with: dyno.utf8) else { return false }
        let end = name.startIndex + dyno.utf8.count
        return end == name.endIndex || name[end] == UInt8(ascii: ".")
    }

    private static let probeSearch = ByteSearch(probe)

    private static func isProbe(_ line: UnsafeRawBufferPointer, _ places: LogLine.Places?) -> Bool {
        guard let places, line[places.source].elementsEqual("app".utf8) else { return false }
        return probeSearch.isIn(UnsafeRawBufferPointer(rebasing: line[places.text]))
    }
}
