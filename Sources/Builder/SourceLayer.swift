import Git
import Glibc
import Ledger
import Linux
import Model
import Planning
import Sandbox

/// The app's files as a layer: `/app` as it was pushed, less what `.slugignore` leaves out.
struct SourceLayer {
    private let workshop: Workshop
    private let record: BuildRecord

    init(_ workshop: Workshop, _ record: BuildRecord) {
        self.workshop = workshop
        self.record = record
    }

    func make(_ pushed: PushedTree, _ plan: BuildPlan, _ objects: PushedObjects) throws -> String {
        let kept = Self.kept(pushed, plan)
        // An app's layers are its own, in a store that several installations may share as well: what one lets go of, no
        // other uses.
        let owner = [workshop.root.path, record.app.name.text, "\(record.app.uid)"]
        let parts = ["source 1"] + owner + [pushed.commit.treeID] + plan.ignored
        let key = "source-\(SHA256.hex(of: parts.joined(separator: "\n")).prefix(32))"
        if try workshop.store.use(key) { return key }
        let title = LayerRecord(kind: .source, title: "\(record.app.name) \(pushed.commit.id.short)", owner: workshop.root.path)
        // Not durable yet: all layers are synced at once, while the dynos boot.
        try workshop.store.create(key, title, durable: false) { directory in
            try Files.makeDirectory(directory + "/root/app")
            try objects.checkout(
                kept,
                into: directory + "/root/app",
                owner: (record.app.uid, record.app.uid),
                seconds: pushed.commit.seconds
            )
        }
        return key
    }

    static func kept(_ pushed: PushedTree, _ plan: BuildPlan) -> [TreeEntry] {
        let ignored = Set(plan.ignored)
        guard !ignored.isEmpty else { return pushed.entries }
        return pushed.entries.filter { !ignored.contains(EscapedPath.escape($0.path)) }
    }
}
