import Model
import Wire

/// The command `renga builds:output`.
struct BuildsOutput: AppCommand {
    private static let tail = Option("tail", short: "t", "go on to the end of a build that is under way")
    static let declaration = Declaration.ofApp(
        "builds:output",
        .builds,
        3,
        "Show the output of a build as the pusher read it",
        examples: ["renga builds:output --app myapp", "renga builds:output 12 --app myapp", "renga builds:output --tail --app myapp"]
    ).with {
        $0.operands = "[N | vN | latest]"
        $0.operandsMax = 1
        $0.options = [tail]
        $0.notes = ["Without a build it is the newest, which may be one that was refused."]
    }

    let name: BuildName
    private let tails: Bool

    init(_ arguments: Arguments) throws(Failure) {
        name = try Builds.name(arguments) ?? .latest
        tails = arguments.has(Self.tail)
    }

    func run(_ session: Session, on app: AppName) throws {
        // Joined by nobody: it ends with the process.
        if tails, session.surroundings.endsWithOutput { try OutputWatch.start(session.streams.output) }
        var output: [UInt8] = []
        let build = try read(session, app) { bytes in
            if session.json { output += bytes } else { try session.streams.write(bytes) }
        }
        try session.showJSON(BuildOutputPayload(build: build, output: String(decoding: output, as: UTF8.self)))
    }

    private func read(_ session: Session, _ app: AppName, _ show: ([UInt8]) throws -> Void) throws -> BuildSummary {
        func ask(_ name: BuildName, from: Int64?, _ hear: ([UInt8]) throws -> Void) throws -> BuildSummary {
            try session.ask(ReadBuildLog(app: app, build: name, tail: tails, from: from)) { progress in
                if case .bytes(let bytes) = progress { try hear(bytes) }
            }
        }
        guard tails else { return try ask(name, from: nil, show) }
        // By its number: where the runner is restarted, the latest may be another one then.
        let build = BuildName.number(try session.ask(DescribeBuild(app: app, build: name)).number)
        var (shown, resumed): (Int64, Int64?) = (0, nil)
        var absence = RunnerAbsence()
        while true {
            do {
                return try ask(build, from: shown == 0 ? nil : shown) { bytes in
                    try show(bytes)
                    shown += Int64(bytes.count)
                }
            } catch let failure as Failure where failure.code == .unavailable {
                try absence.wait(failure, wasBack: resumed != shown)
                resumed = shown
            }
        }
    }
}
