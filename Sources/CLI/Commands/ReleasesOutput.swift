import Model
import Wire

/// The command `renga releases:output`.
struct ReleasesOutput: AppCommand {
    static let declaration = Declaration.ofApp(
        "releases:output",
        .releases,
        14,
        "Show what a release's build and its release command printed",
        examples: ["renga releases:output --app myapp", "renga releases:output v7 --app myapp"]
    ).with {
        $0.operands = "[vN]"
        $0.operandsMax = 1
        $0.notes = ["Without a version it is the current one. What a refused push printed is shown by builds:output."]
    }

    let version: Int?

    init(_ arguments: Arguments) throws(Failure) { version = try arguments.operands.first.map(Rollback.version) }

    /// In JSON.
    private struct Payload: Encodable {
        let version: Int
        let output: String
    }

    func run(_ session: Session, on app: AppName) throws {
        let details = try session.ask(DescribeRelease(app: app, version: version))
        let output = try details.build == nil ? log(details, session, app) : build(details, session, app)
        try session.showJSON(Payload(version: details.release.version, output: output))
    }

    private func build(_ details: ReleaseDetails, _ session: Session, _ app: AppName) throws -> String {
        var output: [UInt8] = []
        _ = try session.ask(ReadBuildLog(app: app, build: .release(details.release.version), tail: false)) { progress in
            guard case .bytes(let bytes) = progress else { return }
            if session.json { output += bytes } else { try session.streams.write(bytes) }
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// What a release command says at a change of config or a rollback is in the app's log.
    private func log(_ details: ReleaseDetails, _ session: Session, _ app: AppName) throws -> String {
        let name = "v\(details.release.version)"
        guard let command = details.releaseCommand else {
            throw Failure(
                .notFound,
                "\(name) of `\(app)` printed nothing: it came of no build and has no release command",
                hint: "what its dynos print is in the log: renga logs -a \(app)"
            )
        }
        var query = LogQuery()
        (query.lines, query.source, query.dyno) = (LogQuery.linesMax, LogLine.Source.app.rawValue, "release.\(details.deploy)")
        var lines: [String] = []
        _ = try session.ask(ReadLogs(app: app, query: query)) { progress in
            if case .log(let part) = progress { lines += part.map { LogLine($0)?.text ?? $0 } }
        }
        guard !lines.isEmpty else {
            throw Failure(
                .notFound,
                "nothing is left of what the release command of \(name), `\(command)`, printed",
                hint: "it printed nothing, was left out by --no-release, or the log has gone on since: renga logs -a \(app)"
            )
        }
        if !session.json { try session.print(lines) }
        return lines.map { $0 + "\n" }.joined()
    }
}
