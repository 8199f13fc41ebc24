import Model
import Wire

/// The command `renga buildpacks:remove`.
struct BuildpacksRemove: AppCommand {
    static let declaration = Declaration.ofApp(
        "buildpacks:remove",
        .builds,
        23,
        "Take a buildpack away from those of an app",
        examples: ["renga buildpacks:remove heroku/nodejs --app myapp", "renga buildpacks:remove --index 1 --app myapp"]
    ).with {
        $0.removes = true
        $0.operands = "[BUILDPACK]"
        $0.operandsMax = 1
        $0.options = [BuildpackWords.index]
    }

    let change: BuildpackChange

    init(_ arguments: Arguments) throws(Failure) {
        let index = try BuildpackWords.index(of: arguments)
        switch (arguments.operands.first, index) {
        case (let text?, nil): change = .remove(try BuildpackReference(text))
        case (nil, let index?): change = .removeAt(index)
        case (.some, .some): throw Failure(.invalid, "Please choose either index or Buildpack, but not both.")
        case (nil, nil):
            throw Failure(
                .invalid,
                "Must specify a buildpack to remove, either by index or URL.",
                hint: "`renga buildpacks --app APP` lists them"
            )
        }
    }

    func run(_ session: Session, on app: AppName) throws {
        try BuildpackWords.show(try session.ask(ChangeBuildpacks(app: app, change: change)), of: app, "removed", session)
    }
}
