import Model
import Wire

/// The command `renga storage:snapshots`.
struct StorageSnapshots: AppCommand {
    static let declaration = Declaration.ofApp(
        "storage:snapshots",
        .storage,
        45,
        "List the snapshots of an app's folders",
        examples: ["renga storage:snapshots --app myapp", "renga storage:snapshots data --app myapp"]
    ).with {
        $0.aliases = ["storage:snapshot:list"]
        $0.operands = "[NAME]"
        $0.operandsMax = 1
    }

    let name: String?

    init(_ arguments: Arguments) throws(Failure) { name = arguments.operands.first.map { String($0.prefix { $0 != ":" }) } }

    func run(_ session: Session, on app: AppName) throws {
        let all = try session.ask(ListStorage(app: app))
        let folders = all.filter { name == nil || $0.name == name }
        if folders.isEmpty, let name {
            throw Failure(
                .notFound,
                "`\(app)` has no folder `\(HarmlessText.text(name))`",
                hint: all.isEmpty ? "it has none" : "it has \(all.map { "`\($0.name)`" }.joined(separator: ", "))"
            )
        }
        let copies = Dictionary(uniqueKeysWithValues: folders.map { ($0.name, $0.snapshots) })
        try session.show(copies, Self.lines(folders, of: app, style: session.style))
    }

    static func lines(_ folders: [StorageSummary], of app: AppName, style: Style) -> [String] {
        let rows = rows(folders)
        guard rows.isEmpty else { return [style.heading("\(app) Snapshots"), ""] + Columns.align(rows) }
        let name = folders.first?.name ?? "NAME"
        return ["\(style.app(app.text)) has no snapshots.", style.said("make one: renga storage:snapshot \(name) -a \(app)")]
    }

    static func rows(_ folders: [StorageSummary]) -> [[String]] {
        folders.flatMap { folder in folder.snapshots.map { [folder.name, $0.name, $0.place ?? ""] } }
    }
}
