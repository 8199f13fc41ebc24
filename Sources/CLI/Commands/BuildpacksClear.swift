import Model
import Wire

/// The command `renga buildpacks:clear`.
struct BuildpacksClear: AppCommand, BareCommand {
    static let declaration = Declaration.ofApp(
        "buildpacks:clear",
        .builds,
        24,
        "Have the files of an app choose its buildpack anew",
        examples: ["renga buildpacks:clear --app myapp"]
    ).with { $0.removes = true }

    func run(_ session: Session, on app: AppName) throws {
        let settings = try session.ask(ChangeBuildpacks(app: app, change: .clear))
        try BuildpackWords.showCleared(settings, of: app, "Buildpacks cleared.", session)
    }
}
