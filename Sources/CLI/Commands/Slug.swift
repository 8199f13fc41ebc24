import Model
import Wire

/// The command `renga slug`.
struct Slug: Subcommand {
    static let declaration = Declaration(
        "slug",
        .releases,
        "Write the slug of a release to standard output, as one .tar.zst",
        examples: ["renga slug --app myapp > myapp.tar.zst", "renga slug v4 --app myapp | tar --zstd -tf -"]
    ).with {
        $0.operands = "[vN]"
        $0.operandsMax = 1
        $0.takesApp = true
        $0.notes = [
            "Without a version it is the current release. The first entry is manifest.json; the app's files follow layer by layer,",
            "where a device 0:0 stands for a name that is gone.",
        ]
    }

    let app: AppName?
    let version: Int?

    init(_ arguments: Arguments) throws(Failure) {
        app = try arguments.app()
        version = try arguments.operands.first.map(Rollback.version)
    }

    func run(_ session: Session) throws {
        let app = try session.app(app)
        guard !session.streams.outputIsTerminal else {
            let name = "\(app)\(version.map { "-v\($0)" } ?? "").tar.zst"
            throw Failure(
                .invalid,
                "a slug is no text for a terminal",
                hint: "renga slug \(version.map { "v\($0) " } ?? "")--app \(app) > \(name)"
            )
        }
        try session.fetch(.slug(app: app, version: version))
    }
}
