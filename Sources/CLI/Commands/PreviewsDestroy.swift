import Model
import Wire

/// The command `renga previews:destroy`.
struct PreviewsDestroy: AppCommand {
    static let declaration = Declaration.ofApp(
        "previews:destroy",
        .apps,
        80,
        "Remove the preview of a branch for good",
        examples: ["renga previews:destroy feature --app myapp", "git push heroku :preview/feature"]
    ).with {
        $0.removes = true
        $0.aliases = ["previews:remove", "previews:delete"]
        $0.operands = "BRANCH"
        $0.operandsMin = 1
        $0.operandsMax = 1
        $0.notes = ["Its branch in preview/ goes as well. Whoever may deploy the app may do this: nothing of the app itself changes."]
    }

    private let branch: String

    init(_ arguments: Arguments) throws(Failure) { branch = arguments.operands[0] }

    func run(_ session: Session, on app: AppName) throws {
        let gone = try session.act(
            "Destroying the preview of \(session.style.paint(HarmlessText.text(branch), .name))",
            DestroyPreview(app: app, branch: branch)
        ) { ", \($0.preview)" }
        guard !session.json else { return try session.showJSON(gone) }
        guard let kept = gone.keptBranch else { return }
        try session.print([session.style.said("The branch `\(HarmlessText.text(kept))` stays: its next push makes a preview again.")])
    }
}
