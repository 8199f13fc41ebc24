import Git
import Glibc
import Ledger
import Linux
import Model
import Planning
import Sandbox

/// The pushed files as the app's own layers: one with all of them, or where the release that serves has most of them already,
/// its own and a small one over it with what is different. So a release costs what was changed, and not what the app weighs.
extension Build {
    /// - Returns: keys, top first.
    func sourceLayers(_ pushed: PushedTree, _ plan: BuildPlan, _ objects: PushedObjects) throws -> [String] {
        let kept = pushed.kept(by: plan)
        // An app's layers are its own, in a store that several installations may share as well: what one lets go of, no
        // other uses.
        let owner = [workshop.root.path, record.app.name.text, "\(record.app.uid)"]
        let content = owner + [pushed.commit.treeID] + plan.ignored
        let whole = key(["source 1"] + content)
        if try workshop.store.use(whole) { return [whole] }
        if let (base, entries) = try served(), let change = SourceChange(from: entries, to: kept) {
            let key = self.key(["source change 1", base] + content)
            guard try !workshop.store.use(key) else { return [key, base] }
            try create(key, pushed, change.written, hiding: change.hidden, objects)
            return [key, base]
        }
        try create(whole, pushed, kept, objects)
        return [whole]
    }

    private func key(_ parts: [String]) -> String { "source-\(SHA256.hex(of: parts.joined(separator: "\n")).prefix(32))" }

    /// The layer with all files of the release that serves, and what is in it.
    private func served() throws -> (key: String, entries: [TreeEntry])? {
        let layers = try workshop.ledger.read { db in
            try record.app.currentDeploy.flatMap { try db.deploy($0)?.slug }.flatMap { try db.slug($0)?.manifest.layers } ?? []
        }
        guard let base = layers.last(where: { $0.role == .source })?.key, try workshop.store.use(base),
            // An older version kept no list.
            let bytes = try workshop.store.contents(base)
        else { return nil }
        return (base, try TreeListing.decode(bytes[...], limits: TreeLimits(workshop.configuration.build)))
    }

    private func create(
        _ key: String,
        _ pushed: PushedTree,
        _ entries: [TreeEntry],
        hiding hidden: [[UInt8]] = [],
        _ objects: PushedObjects
    ) throws {
        let title = LayerRecord(kind: .source, title: "\(record.app.name) \(pushed.commit.id.short)", owner: workshop.root.path)
        // Not durable yet: all layers are synced at once, while the dynos boot.
        try workshop.store.create(key, title, durable: false, isCancelled: { workshop.interruption.isRequested }) { directory in
            try Files.makeDirectory(directory + "/root/app")
            try objects.checkout(
                entries,
                hiding: hidden,
                into: directory + "/root/app",
                owner: (record.app.uid, record.app.uid),
                seconds: pushed.commit.seconds
            )
            guard hidden.isEmpty, SourceChange.isWorthListing(entries) else { return }
            try workshop.store.list(TreeListing.encode(entries), in: directory)
        }
    }
}
