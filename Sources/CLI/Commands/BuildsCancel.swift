import Model
import Wire

/// The command `renga builds:cancel`.
struct BuildsCancel: AppCommand {
    static let declaration = Declaration.ofApp(
        "builds:cancel",
        .builds,
        4,
        "End a build that is under way, whoever has pushed it",
        examples: ["renga builds:cancel --app myapp", "renga builds:cancel 12 --app myapp"]
    ).with {
        $0.operands = "[N]"
        $0.operandsMax = 1
        $0.removes = true
        $0.notes = ["Its pusher is told by whom, git refuses the push, and what serves goes on."]
    }

    let number: Int64?

    init(_ arguments: Arguments) throws(Failure) {
        switch try Builds.name(arguments) {
        case nil, .latest: number = nil
        case .number(let number): self.number = number
        case .release(let version):
            throw Failure(.invalid, "v\(version) is a release, and no build that is under way", hint: "to go back: renga rollback")
        }
    }

    func run(_ session: Session, on app: AppName) throws {
        let build = try session.act(
            "Cancelling \(number.map { "build \($0)" } ?? "the build") of \(session.style.app(app.text))",
            CancelBuild(app: app, number: number)
        )
        try session.show(
            build,
            [
                session.style.said(
                    "Build \(build.number) of \(build.actor)'s is ended. Its output: renga builds:output \(build.number) --app \(app)"
                )
            ]
        )
    }
}
