import Model
import Wire

/// The command `renga buildpacks:set`.
struct BuildpacksSet: AppCommand {
    static let declaration = Declaration.ofApp(
        "buildpacks:set",
        .builds,
        22,
        "Set the buildpack of an app, in place of its first",
        examples: [
            "renga buildpacks:set heroku/nodejs --index 1 --app myapp",
            "renga buildpacks:set https://github.com/heroku/heroku-buildpack-apt#main --app myapp",
        ]
    ).with {
        $0.operands = "BUILDPACK"
        $0.operandsMin = 1
        $0.operandsMax = 1
        $0.options = [BuildpackWords.index]
        $0.notes = [
            "With --index it takes the place of that one of several. From the next push on it is used, whatever the app's files are.",
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
        let settings = try session.ask(ChangeBuildpacks(app: app, change: .set(buildpack, index: index)))
        try BuildpackWords.show(settings, of: app, "set", session)
    }
}
