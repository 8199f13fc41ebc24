import Model
import Wire

/// The command `renga storage:snapshot:remove`.
struct StorageSnapshotRemove: AppCommand {
    static let declaration = Declaration.ofApp(
        "storage:snapshot:remove",
        .storage,
        50,
        "Remove a snapshot for good",
        examples: ["renga storage:snapshot:remove data 2026-11-27T03-00-00 --app myapp"]
    ).with {
        $0.removes = true
        $0.aliases = ["storage:snapshots:remove", "storage:snapshot:delete"]
        $0.operands = "NAME SNAPSHOT"
        $0.operandsMin = 2
        $0.operandsMax = 2
        $0.notes = ["`renga storage:snapshots` lists them. The folder itself, and what dynos see, stays as it is."]
    }

    let name: String
    let snapshot: String

    init(_ arguments: Arguments) throws(Failure) { (name, snapshot) = (arguments.operands[0], arguments.operands[1]) }

    func run(_ session: Session, on app: AppName) throws {
        let left = try session.act(
            "Removing the snapshot \(session.style.paint(snapshot, .name)) of \(session.style.paint(name, .name))",
            RemoveSnapshot(app: app, folder: name, snapshot: snapshot)
        ) { ", \($0.count) left" }
        try session.showJSON(left)
    }
}
