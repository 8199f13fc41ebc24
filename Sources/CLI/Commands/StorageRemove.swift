import Model
import Wire

/// The command `renga storage:remove`.
struct StorageRemove: AppCommand {
    static let declaration = Declaration.ofApp(
        "storage:remove",
        .storage,
        30,
        "Take a folder that stays away from an app, and keep its files",
        examples: ["renga storage:remove data --app myapp"]
    ).with {
        $0.removes = true
        $0.aliases = ["storage:unmount", "storage:delete"]
        $0.operands = "NAME"
        $0.operandsMin = 1
        $0.operandsMax = 1
        $0.options = [.noRelease]
        $0.notes = ["A new release, whose dynos do not have it. `storage:add` with the same name brings its files back, at any path."]
    }

    let name: String
    private let skipsRelease: Bool?

    init(_ arguments: Arguments) throws(Failure) {
        // Whoever repeats what was added means the name.
        name = String(arguments.operands[0].prefix { $0 != ":" })
        skipsRelease = arguments.has(.noRelease) ? true : nil
    }

    func run(_ session: Session, on app: AppName) throws {
        let gone = try session.act(
            "Removing \(session.style.paint(name, .name)) from \(session.style.app(app.text))",
            RemoveStorage(app: app, folder: name, skipsRelease: skipsRelease)
        ) { Releases.made($0.release) }
        guard !session.json else { return try session.showJSON(gone) }
        try session.print([
            "Its files are kept\(gone.place.map { ": \($0)" } ?? "") on the machine",
            session.style.said("have them again: renga storage:add \(name):/PATH -a \(app)"),
        ])
    }
}
