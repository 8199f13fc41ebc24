import Model
import Wire

/// The command `renga storage:snapshot`.
struct StorageSnapshot: AppCommand {
    static let declaration = Declaration.ofApp(
        "storage:snapshot",
        .storage,
        40,
        "Copy a folder that stays, as it is now",
        examples: ["renga storage:snapshot data --app myapp"]
    ).with {
        $0.operands = "NAME"
        $0.operandsMin = 1
        $0.operandsMax = 1
        $0.notes = [
            "The copy is on the same disk, and shares what does not change where the file system can. A folder has five at most, unless",
            "config.yml says otherwise (dyno.storage_snapshots_max); `renga storage:snapshot:remove` makes room. It is no backup: that is on",
            "another machine. What dynos write meanwhile is in it or not, file by file: of a database take its own dump.",
        ]
    }

    let name: String

    init(_ arguments: Arguments) throws(Failure) { name = String(arguments.operands[0].prefix { $0 != ":" }) }

    func run(_ session: Session, on app: AppName) throws {
        let made = try session.act(
            "Copying \(session.style.paint(name, .name)) of \(session.style.app(app.text))",
            SnapshotStorage(app: app, folder: name)
        ) { ", \($0.copy.name)" }
        guard !session.json else { return try session.showJSON(made) }
        if let place = made.copy.place { try session.print(["It is \(place) on the machine"]) }
    }
}
