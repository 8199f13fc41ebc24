import Model
import Wire

/// The command `renga buildpacks:add`.
struct BuildpacksAdd: AppCommand {
    static let declaration = Declaration.ofApp(
        "buildpacks:add",
        .builds,
        21,
        "Add a buildpack to those of an app",
        examples: [
            "renga buildpacks:add heroku/nodejs --index 1 --app myapp",
            "renga buildpacks:add https://github.com/heroku/heroku-buildpack-apt#main --app myapp",
        ]
    ).with {
        $0.operands = "BUILDPACK"
        $0.operandsMin = 1
        $0.operandsMax = 1
        $0.options = [BuildpackWords.index]
        $0.notes = [
            "Without --index it comes last. What is there builds first: put heroku/nodejs before heroku/python by --index 1.",
            "A buildpack is a name (heroku/python, or one of `buildpacks`), the https address of a git repository, with #BRANCH behind",
            "it or not, or that of a .tgz file.",
        ]
    }

    let buildpack: BuildpackReference
    let index: Int?

    init(_ arguments: Arguments) throws(Failure) {
        buildpack = try BuildpackReference(arguments.operands[0])
        index = try BuildpackWords.index(of: arguments)
    }

    func run(_ session: Session, on app: AppName) throws {
        try BuildpackWords.check(buildpack, session)
        let settings = try session.ask(ChangeBuildpacks(app: app, change: .add(buildpack, index: index)))
        try BuildpackWords.show(settings, of: app, "added", session)
    }
}
