import Linux
import Model
import Wire

/// The command `renga logs`.
struct Logs: AppCommand {
    private static let number = Option(
        "num",
        short: "n",
        others: ["lines"],
        value: "NUMBER",
        "how many lines (\(LogQuery.linesDefault), at most \(LogQuery.linesMax))"
    )
    private static let tail = Option("tail", short: "t", others: ["follow", "f"], "go on as lines come, until Ctrl-C")
    private static let since = Option("since", value: "TIME", "only from a time on: 10m (ago), 15:00, 2026-11-27T15:00 (UTC)")
    private static let until = Option("until", value: "TIME", "only before a time")
    private static let text = Option("grep", short: "g", value: "TEXT", "only lines with this text; of any case, if it has no capitals")
    private static let probeLines = Option("probes", "also what servers write of the platform's request at each start")
    private static let noColour = Option("no-color", others: ["no-colour"], "without colours")
    private static let colour = Option("force-colors", others: ["force-colours"], "with colours, whoever reads")
    private static let failed = Option("failed", "understood: what a build printed that failed is in builds:output")
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
        examples: ["renga logs --tail --app myapp", "renga logs -n 500 -s app -p web", "renga logs --since 10m --grep timeout"]
    ).with {
        $0.options = [number, tail, since, until, text, source, type, dyno, probeLines, failed, noColour, colour]
        $0.notes = ["With --since or --until it is all of that time, unless -n says how many lines of it."]
    }

    let query: LogQuery
    private let times: (since: String?, until: String?)
    private let isColoured: Bool?

    init(_ arguments: Arguments) throws(Failure) {
        if arguments.has(Self.failed) {
            throw Failure(
                .invalid,
                "what a build printed that failed is kept with the build, and no part of the log",
                hint: "renga builds:output -a APP; renga builds -a APP lists them"
            )
        }
        var query = LogQuery()
        times = (arguments.value(Self.since), arguments.value(Self.until))
        let all = times.since == nil && times.until == nil ? LogQuery.linesDefault : .max
        query.lines = try arguments.number(Self.number, 1...LogQuery.linesMax) ?? all
        query.text = arguments.value(Self.text)
        query.showsProbes = arguments.has(Self.probeLines) ? true : nil
        isColoured = arguments.has(Self.noColour) ? false : arguments.has(Self.colour) ? true : nil
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
        if query.tail, let until = times.until {
            throw Failure(.invalid, "--tail goes on, and --until \(until) ends", hint: "give one of the two")
        }
        self.query = query
    }

    private func dated(_ now: Int64) throws(Failure) -> LogQuery {
        var query = query
        query.since = try Self.time(times.since, "--since", now)
        query.until = try Self.time(times.until, "--until", now)
        guard let since = query.since, let until = query.until, since >= until else { return query }
        throw Failure(.invalid, "--since \(since) is not before --until \(until)", hint: "change them round")
    }

    private static func time(_ text: String?, _ option: String, _ now: Int64) throws(Failure) -> String? {
        guard let text else { return nil }
        guard let time = LogTime.read(text, now: now) else {
            throw Failure(.invalid, "`\(text)` is no time that \(option) takes", hint: "write \(LogTime.rule)")
        }
        return time
    }

    func run(_ session: Session, on app: AppName) throws {
        let query = try dated(session.now)
        // Joined by nobody: it ends with the process.
        if query.tail, session.surroundings.endsWithOutput { try OutputWatch.start(session.streams.output) }
        var shown = LogResumption()
        guard query.tail else { return try ask(app, query, session, &shown) }
        try follow(app, query, session, &shown)
    }

    private func ask(_ app: AppName, _ query: LogQuery, _ session: Session, _ shown: inout LogResumption) throws {
        _ = try session.ask(ReadLogs(app: app, query: query)) { progress in
            switch progress {
            case .log(let lines):
                shown.reach()
                try write(shown.unseen(lines), session)
            case .line(let line): try session.streams.complain([session.style.said(line)])
            case .bytes: break
            }
        }
    }

    /// A runner that is restarted ends no tail.
    private func follow(_ app: AppName, _ query: LogQuery, _ session: Session, _ shown: inout LogResumption) throws {
        var query = query
        var absence = RunnerAbsence()
        let began = Moment.text()
        while true {
            do {
                return try ask(app, query, session, &shown)
            } catch let failure as Failure where failure.code == .unavailable && shown.hasBegun {
                try absence.wait(failure, wasBack: shown.resume())
                // All since then, however much it is: where nothing was shown yet, since this began.
                query.since = shown.lastTime ?? max(query.since ?? began, began)
                query.lines = .max
            }
        }
    }

    private func write(_ lines: [String], _ session: Session) throws {
        let style = isColoured.map { Style(isColoured: $0, form: session.style.form) } ?? session.style
        if session.json {
            try session.streams.write(try lines.map { try JSONText.line(LogPayload($0)) }.joined())
        } else {
            try session.print(lines.map { Self.painted($0, style) })
        }
    }

    private static func painted(_ line: String, _ style: Style) -> String {
        guard style.isColoured, let parts = LogLine(line) else { return line }
        let head = "\(parts.time) \(parts.source.rawValue)[\(parts.dyno)]:"
        return style.paint(head, parts.source == .app ? .name : .app) + line.dropFirst(head.count)
    }
}
