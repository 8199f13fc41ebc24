import Model
import Wire

/// The command `renga previews:disable`.
struct PreviewsDisable: AppCommand, BareCommand {
    static let declaration = Declaration.ofApp(
        "previews:disable",
        .apps,
        100,
        "Make previews of those branches alone that are pushed to preview/",
        examples: ["renga previews:disable --app myapp"]
    ).with {
        $0.removes = true
        $0.aliases = ["reviewapps:disable"]
        $0.notes = ["Previews that are there stay until their branches go, their time is over, or previews:destroy removes them."]
    }

    func run(_ session: Session, on app: AppName) throws {
        let done = try session.act(
            "Disabling previews of all branches of \(session.style.app(app.text))",
            SetPreviews(app: app, all: false)
        )
        try session.showJSON(done)
    }
}
