import Linux
import Model
import Planning
import Wire

/// The command `renga why`.
struct Why: AppCommand {
    /// Of the id's beginning, so that it says something.
    private static let lettersMin = 4
    private static let foundMax = 20
    private static let linesMax = 50
    /// What a dyno prints of a request may come a moment after its answer.
    private static let afterMicroseconds: Int64 = 1_000_000
    /// The router counts whole milliseconds of a clock that it reads once a round, so that a quick request begins "at its end":
    /// what its dyno printed before it answered belongs to it as well.
    private static let beforeMicroseconds: Int64 = 50_000
    static let declaration = Declaration.ofApp(
        "why",
        .logs,
        20,
        "Show what became of a request, and what its dyno said meanwhile",
        examples: ["renga why 640b5973 --app myapp"]
    ).with {
        $0.operands = "REQUEST_ID"
        $0.operandsMin = 1
        $0.operandsMax = 1
        $0.notes = [
            "The id is on every error page, in the log, and in the header X-Request-Id; its beginning is enough. It is looked for in",
            "the app's log as far as that goes back.",
        ]
    }

    let id: String

    init(_ arguments: Arguments) throws(Failure) {
        let word = arguments.operands.first ?? ""
        id = word.hasPrefix("request_id=") ? String(word.dropFirst("request_id=".count)) : word
        guard id.count >= Self.lettersMin, id.utf8.allSatisfy({ ASCII.isAlphanumeric($0) || "-_.+/=".utf8.contains($0) }) else {
            throw Failure(
                .invalid,
                "`\(id)` is no request's id",
                hint: "give it as the error page or the log has it, or at least \(Self.lettersMin) letters of its beginning"
            )
        }
    }

    /// In JSON.
    private struct Payload: Encodable {
        let at: String
        let fields: [String: String]
        let release: Int?
        let why: String?
        let lines: [String]
    }

    func run(_ session: Session, on app: AppName) throws {
        let request = try find(session, app)
        let said = try said(request, session, app)
        let release = try session.ask(ListReleases(app: app)).filter { $0.createdAt <= request.time }.map(\.version).max()
        let code = request.code.flatMap(PlatformCode.of)
        let payload = Payload(at: request.time, fields: request.fields, release: release, why: code?.why, lines: said)
        try session.show(payload, Self.lines(request, release, code, said, app, session.style))
    }

    private func find(_ session: Session, _ app: AppName) throws -> RouterLine {
        var query = LogQuery()
        (query.lines, query.source, query.dyno, query.text) = (LogQuery.linesMax, "heroku", "router", "request_id=\(id)")
        // Every request of the same beginning, so that it can be said.
        let found = try read(query, session, app).compactMap { RouterLine($0) }.filter { $0.id.hasPrefix(id) }
        let ids = Set(found.map(\.id)).sorted()
        guard let last = found.last else {
            throw Failure(
                .notFound,
                "no request in the log of `\(app)` has an id that begins with \(id)",
                hint: "the log goes back to its oldest line only, and is another for each app: renga logs --grep \(id) -a \(app)"
            )
        }
        guard ids.count == 1 || ids.contains(id) else {
            throw Failure(
                .conflict,
                "\(ids.count) requests have ids that begin with \(id)",
                hint: "write more of it: \(ids.prefix(Self.foundMax).joined(separator: ", "))\(ids.count > Self.foundMax ? ", …" : "")"
            )
        }
        return found.last { $0.id == id } ?? last
    }

    /// Its dyno's lines from its beginning to a moment after its end.
    private func said(_ request: RouterLine, _ session: Session, _ app: AppName) throws -> [String] {
        guard let dyno = request.dyno, let seconds = Moment.seconds(request.time) else { return [] }
        let fraction = Int64(request.time.dropFirst(20).prefix(6)) ?? 0
        let end = seconds * 1_000_000 + fraction
        var query = LogQuery()
        (query.lines, query.dyno) = (Self.linesMax, dyno)
        query.since = Moment.text(end - (request.milliseconds ?? 0) * 1000 - Self.beforeMicroseconds)
        query.until = Moment.text(end + Self.afterMicroseconds)
        return try read(query, session, app)
    }

    private func read(_ query: LogQuery, _ session: Session, _ app: AppName) throws -> [String] {
        var lines: [String] = []
        _ = try session.ask(ReadLogs(app: app, query: query)) { if case .log(let part) = $0 { lines += part } }
        return lines
    }

    /// Without the advice to ask what has just been asked.
    private static func cure(_ code: PlatformCode) -> String {
        code.cure.split(separator: ".", omittingEmptySubsequences: false).map { sentence in
            sentence.split(separator: "; ").filter { !$0.hasPrefix("renga why ") }.joined(separator: "; ")
        }.joined(separator: ".")
    }

    private static func lines(
        _ request: RouterLine,
        _ release: Int?,
        _ code: PlatformCode?,
        _ said: [String],
        _ app: AppName,
        _ style: Style
    ) -> [String] {
        let fields = request.fields
        let what = [fields["status"], fields["code"], fields["desc"]].compactMap { $0 }.joined(separator: " ")
        let after = request.milliseconds.map { " after \($0) ms" } ?? ""
        let place = request.dyno.map { "on \($0)" } ?? "on no dyno"
        let version = release.map { " (v\($0))" } ?? ""
        let head = "\(request.time.prefix(19))Z  \(fields["method"] ?? "") \(fields["path"] ?? "")  →  \(what)\(after)  \(place)\(version)"
        var lines = [head]
        if let code { lines += ["\(code.name): \(code.why)", style.said(cure(code).replacing("APP", with: app.text))] }
        guard let dyno = request.dyno else { return lines }
        guard !said.isEmpty else { return lines + ["\(dyno) said nothing meanwhile."] }
        return lines + ["\(dyno) said meanwhile:"]
            + said.map { line in
                LogLine(line).map { "  \($0.time.dropFirst(11).prefix(8)) \($0.source.rawValue)[\($0.dyno)]: \($0.text)" } ?? "  \(line)"
            }
    }
}
