import Model
import Wire

/// The command `renga slug`.
struct Slug: AppCommand {
    static let declaration = Declaration.ofApp(
        "slug",
        .releases,
        30,
        "Write the slug of a release to standard output, as one .tar.zst",
        examples: ["renga slug --app myapp > myapp.tar.zst", "renga slug v4 --app myapp | tar --zstd -tf -"]
    ).with {
        $0.operands = "[vN]"
        $0.operandsMax = 1
        $0.notes = [
            "Without a version it is the current release. The first entry is manifest.json; the app's files follow layer by layer,",
            "where a device 0:0 stands for a name that is gone.",
        ]
    }

    let version: Int?

    init(_ arguments: Arguments) throws(Failure) { version = try arguments.operands.first.map(Rollback.version) }

    func run(_ session: Session, on app: AppName) throws {
        guard !session.streams.outputIsTerminal else {
            let name = "\(app)\(version.map { "-v\($0)" } ?? "").tar.zst"
            throw Failure(
                .invalid,
                "a slug is no text for a terminal",
                hint: "renga slug \(version.map { "v\($0) " } ?? "")--app \(app) > \(name)"
            )
        }
        _ = try session.ask(DownloadSlug(app: app, version: version)) { progress in
            if case .bytes(let bytes) = progress { try session.streams.write(bytes) }
        }
    }
}
