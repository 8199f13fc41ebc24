import Glibc
import Linux
import Model
import Wire

/// The command `renga logs`.
struct Logs: AppCommand {
    private static let number = Option(
        "num",
        short: "n",
        value: "NUMBER",
        "how many lines (\(LogQuery.linesDefault), at most \(LogQuery.linesMax))"
    )
    private static let tail = Option("tail", short: "t", "go on as lines come, until Ctrl-C")
    private static let source = Option("source", short: "s", value: "SOURCE", "only of `app` or of `heroku`")
    private static let type = Option(
        "process-type",
        short: "p",
        others: ["ps"],
        value: "TYPE",
        "only of this process type"
    )
    private static let dyno = Option(
        "dyno-name",
        short: "d",
        others: ["dyno"],
        value: "DYNO",
        "only of this dyno, such as web.1"
    )
    static let declaration = Declaration.ofApp(
        "logs",
        .logs,
        10,
        "Show the log of an app",
        examples: ["renga logs --tail --app myapp", "renga logs -n 500 -s app -p web"]
    ).with {
        $0.options = [number, tail, source, type, dyno]
    }

    let query: LogQuery

    init(_ arguments: Arguments) throws(Failure) {
        var query = LogQuery()
        query.lines = try arguments.number(Self.number, 1...LogQuery.linesMax) ?? LogQuery.linesDefault
        query.tail = arguments.has(Self.tail)
        query.source = arguments.value(Self.source)
        let type = arguments.value(Self.type)
        query.dyno = arguments.value(Self.dyno) ?? type
        if let type, let dyno = arguments.value(Self.dyno) {
            throw Failure(
                .invalid,
                "a process type (`\(type)`) and a dyno (`\(dyno)`) are both named",
                hint: "name one: -p \(type), or -d \(dyno)"
            )
        }
        self.query = query
    }

    func run(_ session: Session, on app: AppName) throws {
        // Joined by nobody: it ends with the process.
        if query.tail, session.surroundings.endsWithOutput { try OutputWatch.start(session.streams.output) }
        var shown = LogResumption()
        guard query.tail else { return try ask(app, query, session, &shown) }
        try follow(app, session, &shown)
    }

    private func ask(_ app: AppName, _ query: LogQuery, _ session: Session, _ shown: inout LogResumption) throws {
        _ = try session.ask(ReadLogs(app: app, query: query)) { progress in
            switch progress {
            case .log(let lines): try Self.write(shown.unseen(lines), session)
            case .line(let line): try session.streams.complain([line])
            case .bytes: break
            }
        }
    }

    /// For the runner to come back: an upgrade takes some seconds.
    private static let awayMillisecondsMax: Int64 = 60_000
    private static let pauseMilliseconds: Int32 = 250

    /// A runner that is restarted ends no tail.
    private func follow(_ app: AppName, _ session: Session, _ shown: inout LogResumption) throws {
        var query = query
        var goneAt: Int64?
        while true {
            do {
                return try ask(app, query, session, &shown)
            } catch let failure as Failure where failure.code == .unavailable && shown.hasBegun {
                let now = Moment.monotonicMilliseconds()
                let isNew = shown.resume()
                if isNew || goneAt == nil { goneAt = now }
                guard now - (goneAt ?? now) < Self.awayMillisecondsMax else { throw failure }
                query.lines = LogQuery.linesMax
                _ = poll(nil, 0, Self.pauseMilliseconds)
            }
        }
    }

    private static func write(_ lines: [String], _ session: Session) throws {
        if session.json {
            try session.streams.write(try lines.map { try JSONText.line(LogPayload($0)) }.joined())
        } else {
            try session.print(lines.map { Self.painted($0, session.style) })
        }
    }

    private static func painted(_ line: String, _ style: Style) -> String {
        guard style.isColoured, let parts = LogLine(line) else { return line }
        let head = "\(parts.time) \(parts.source.rawValue)[\(parts.dyno)]:"
        return style.paint(head, parts.source == .app ? .name : .app) + line.dropFirst(head.count)
    }
}
