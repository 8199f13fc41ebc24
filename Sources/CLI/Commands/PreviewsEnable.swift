import Model
import Wire

/// The command `renga previews:enable`.
struct PreviewsEnable: AppCommand {
    private static let all = Option("all-branches", "every branch that is pushed makes one, by whatever name")
    static let declaration = Declaration.ofApp(
        "previews:enable",
        .apps,
        90,
        "Make a preview of every branch that is pushed",
        examples: ["renga previews:enable --all-branches --app myapp"]
    ).with {
        $0.aliases = ["reviewapps:enable"]
        $0.options = [all]
        $0.notes = ["A branch that is pushed to preview/NAME makes one in any case; `main` and `master` never do."]
    }

    init(_ arguments: Arguments) throws(Failure) {
        guard arguments.has(Self.all) else {
            throw Failure(
                .invalid,
                "a push to preview/NAME makes a preview already: git push heroku BRANCH:preview/NAME",
                hint: "to have one of every branch: renga previews:enable --all-branches"
            )
        }
    }

    func run(_ session: Session, on app: AppName) throws {
        let done = try session.act(
            "Enabling previews of all branches of \(session.style.app(app.text))",
            SetPreviews(app: app, all: true)
        )
        guard !session.json else { return try session.showJSON(done) }
        try session.print([session.style.said("Branches that are there already make theirs with their next push.")])
    }
}
