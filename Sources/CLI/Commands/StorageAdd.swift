import Model
import Wire

/// The command `renga storage:add`.
struct StorageAdd: AppCommand {
    private static let type = Option(
        "type",
        short: "t",
        others: ["process-type"],
        value: "TYPE",
        "the process types whose dynos have it; else all"
    )
    .joined(by: ",")
    static let declaration = Declaration.ofApp(
        "storage:add",
        .storage,
        20,
        "Give an app a folder that stays: a new release, without a gap",
        examples: ["renga storage:add data:/app/data --app myapp", "renga storage:add uploads:/app/media --type web --app myapp"]
    ).with {
        $0.aliases = ["storage:create"]
        $0.operands = "NAME:/PATH"
        $0.operandsMin = 1
        $0.operandsMax = 1
        $0.options = [type, .noRelease]
        $0.notes = [
            "All dynos of the app see the same files: one-off dynos and release commands as well, builds do not. While a release takes the",
            "place of another, dynos of both have the folder for a moment. What the release itself has at that path is hidden behind it.",
        ]
    }

    let folder: StorageFolder
    private let skipsRelease: Bool?

    init(_ arguments: Arguments) throws(Failure) {
        let types = arguments.value(Self.type)?.split(whereSeparator: { $0 == "," || $0 == " " }).map(String.init)
        if let wrong = types?.first(where: { !NameRules.isProcessType($0) }) {
            throw Failure(.invalid, "`\(HarmlessText.text(wrong))` is no process type", hint: "`renga ps` shows them")
        }
        folder = try StorageFolder(arguments.operands[0], types: types)
        skipsRelease = arguments.has(.noRelease) ? true : nil
    }

    func run(_ session: Session, on app: AppName) throws {
        let made = try session.act(
            "Adding \(session.style.paint(folder.name, .name)) at \(folder.path) to \(session.style.app(app.text))",
            AddStorage(app: app, folder: folder, skipsRelease: skipsRelease)
        ) { Releases.made($0.release) }
        guard !session.json else { return try session.showJSON(made) }
        let kept = made.hasFiles ? " It has the files that were kept." : ""
        try session.print([
            "What \(folder.types.map { "\($0.joined(separator: ", ")) and one-off dynos" } ?? "dynos") write in \(folder.path) stays from now on.\(kept)",
            session.style.said(
                "At each release the old dynos and the new ones both have it for a moment: what must not be shared then, such"
            ),
            session.style.said("as a queue of files, needs a lock of its own; SQLite has one. `renga ps:pause` holds requests meanwhile."),
        ])
    }
}
