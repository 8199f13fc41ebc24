import Model
import Wire

/// The command `renga builds:create`.
struct BuildsCreate: AppCommand {
    static let declaration = Declaration.ofApp(
        "builds:create",
        .builds,
        5,
        "Build and deploy once more what was pushed last",
        examples: ["renga builds:create --app myapp", "renga ps:rebuild --app myapp"]
    ).with {
        $0.aliases = ["ps:rebuild"]
        $0.notes = [
            "All or nothing, as a push is. Another commit is deployed by a push: git push heroku COMMIT:main",
            "Steps whose inputs are the same are used again; `builds:cache:purge` before it makes all of them run.",
        ]
    }

    init(_ arguments: Arguments) throws(Failure) {}

    func run(_ session: Session, on app: AppName) throws {
        let answer = try session.ask(CreateBuild(app: app)) { progress in
            switch progress {
            case .line(let line): try session.streams.complain([line])
            // In JSON, the build alone: `builds:output` has the rest.
            case .bytes(let bytes): if !session.json { try session.streams.write(bytes) }
            case .log: break
            }
        }
        try session.showJSON(answer)
        if answer.exitStatus != 0 { throw QuietExit(status: answer.exitStatus) }
    }
}
