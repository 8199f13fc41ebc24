import Model
import Wire

/// The command `renga buildpacks:root`.
struct BuildpacksRoot: AppCommand {
    private static let unset = Option("unset", "the app is the whole repository again")
    static let declaration = Declaration.ofApp(
        "buildpacks:root",
        .builds,
        25,
        "Show or choose the folder of its repository that is an app",
        examples: [
            "renga buildpacks:root apps/web --app myapp", "renga buildpacks:root --app myapp", "renga buildpacks:root --unset --app myapp",
        ]
    ).with {
        $0.operands = "[DIR]"
        $0.operandsMax = 1
        $0.options += [unset]
        $0.notes = [
            "Several apps come from one repository: Procfile, app.json, renga.yml and .slugignore are the folder's, and files",
            "outside of it are not part of the app. It counts from the next push. The config vars PROJECT_PATH and APP_BASE mean",
            "the same where nothing is chosen here.",
        ]
    }

    /// What is set, in JSON.
    struct Payload: Encodable, Hashable {
        /// nil: the whole repository.
        let root: String?
    }

    let folder: AppFolder?
    let isUnset: Bool

    init(_ arguments: Arguments) throws(Failure) {
        isUnset = arguments.has(Self.unset)
        guard let text = arguments.operands.first else {
            folder = nil
            return
        }
        guard !isUnset else {
            throw Failure(.invalid, "a folder and --unset are two things", hint: "renga buildpacks:root --unset --app APP")
        }
        folder = try AppFolder(text)
    }

    func run(_ session: Session, on app: AppName) throws {
        guard folder != nil || isUnset else {
            let set = try session.ask(DescribeApp(app: app)).folder
            return try session.show(Payload(root: set?.path), [set?.path ?? "\(app) is the whole repository"])
        }
        let what = folder.map { "the folder \($0)" } ?? "the whole repository"
        _ = try session.act("Setting \(session.style.app(app.text)) to \(what)", SetFolder(app: app, folder: folder))
        try session.show(Payload(root: folder?.path), ["It counts from the next push."])
    }
}
