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
        let build = try session.ask(ReadBuildLog(app: app, build: name, tail: tails)) { progress in
            guard case .bytes(let bytes) = progress else { return }
            if session.json { output += bytes } else { try session.streams.write(bytes) }
        }
        try session.showJSON(BuildOutputPayload(build: build, output: String(decoding: output, as: UTF8.self)))
    }
}
