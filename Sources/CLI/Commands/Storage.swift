import Model
import Wire

/// The command `renga storage`.
struct Storage: AppCommand, BareCommand {
    static let declaration = Declaration.ofApp(
        "storage",
        .storage,
        10,
        "List the folders of an app that stay",
        examples: ["renga storage --app myapp"]
    ).with {
        $0.aliases = ["storage:list", "storage:info"]
        $0.notes = [
            "What a dyno writes is gone when it ends, but for what it writes in one of these. To have files here, or to bring some there:",
            "renga run -- tar c -C /app/data . > data.tar, and renga run -- tar x -C /app/data < data.tar",
            "While a release takes the place of another, dynos of both have the folders for a moment.",
        ]
    }

    func run(_ session: Session, on app: AppName) throws {
        let folders = try session.ask(ListStorage(app: app))
        try session.show(folders, Self.lines(folders, of: app, style: session.style))
    }

    static func lines(_ folders: [StorageSummary], of app: AppName, style: Style) -> [String] {
        guard !folders.isEmpty else {
            return [
                "\(style.app(app.text)) has no folder that stays: what its dynos write is gone when they end.",
                style.said("give it one: renga storage:add data:/app/data -a \(app)"),
            ]
        }
        let rows = folders.map { folder in
            let who = folder.types.map { $0.joined(separator: ", ") }
            return [folder.name, folder.path ?? "(kept, no dyno has it)", folder.size, who ?? "", folder.place ?? ""]
        }
        let lines = [style.heading("\(app) Storage"), ""] + Columns.align(rows)
        let copies = StorageSnapshots.rows(folders)
        return copies.isEmpty ? lines : lines + ["", style.heading("\(app) Snapshots"), ""] + Columns.align(copies)
    }
}
