import Model
import Wire

/// The command `renga builds:cache:purge`.
struct BuildsCachePurge: AppCommand {
    static let declaration = Declaration.ofApp(
        "builds:cache:purge",
        .builds,
        6,
        "Remove what the builds of an app keep for the next one",
        examples: ["renga builds:cache:purge --app myapp"]
    ).with {
        $0.aliases = ["repo:purge-cache"]
        $0.removes = true
        $0.notes = ["Toolchains, which apps share, stay. What runs stays as it is."]
    }

    init(_ arguments: Arguments) throws(Failure) {}

    func run(_ session: Session, on app: AppName) throws {
        let purged = try session.act("Purging the build cache of \(session.style.app(app.text))", PurgeBuildCache(app: app)) {
            $0.bytesFreed > 0 ? ", \(Quantity.rounded(bytes: $0.bytesFreed)) freed" : ""
        }
        try session.show(
            purged,
            [session.style.said("The next build runs every step anew: git push heroku main, or renga builds:create --app \(app)")]
        )
    }
}
