import Git
import Glibc
import Ledger
import Linux
import Model
import Planning
import Sandbox

/// The pushed files as the app's own layers (`SourceLayering`): a release costs what was changed, and not what the app weighs.
extension Build {
    /// - Returns: keys, top first.
    func sourceLayers(_ pushed: PushedTree, _ plan: BuildPlan, _ objects: PushedObjects) throws -> [String] {
        // An app's layers are its own, in a store that several installations may share as well: what one lets go of, no
        // other uses.
        let owner = [workshop.root.path, record.app.name.text, "\(record.app.uid)"]
        let content = owner + [pushed.commit.treeID] + plan.ignored
        let whole = key(["source 1"] + content)
        if try workshop.store.use(whole) { return [whole] }
        let layering = SourceLayering()
        if let (change, over) = try layering.change(over: served(), to: pushed.kept) {
            let key = self.key(["source change 2"] + over + content)
            guard try !workshop.store.use(key) else { return [key] + over }
            let listed = layering.isGround(change.weight) ? pushed.kept : nil
            try create(key, pushed, change.written, hiding: change.hidden, listing: listed, objects)
            return [key] + over
        }
        let listed = SourceChange.weight(pushed.kept) >= layering.weightMin ? pushed.kept : nil
        try create(whole, pushed, pushed.kept, listing: listed, objects)
        return [whole]
    }

    private func key(_ parts: [String]) -> String { "source-\(SHA256.hex(of: parts.joined(separator: "\n")).prefix(32))" }

    /// What the release that serves shows, from each of its layers of files downwards of which that was written down.
    private func served() throws -> [SourceLayering.State] {
        let layers = try workshop.ledger.read { db in
            try record.app.currentDeploy.flatMap { try db.deploy($0)?.slug }.flatMap { try db.slug($0)?.manifest.layers } ?? []
        }
        let keys = layers.filter { $0.role == .source }.map(\.key)
        let limits = TreeLimits(workshop.configuration.build)
        return try keys.indices.compactMap { place in
            // An older version kept no list, and layers of submodules have none.
            guard workshop.store.isListed(keys[place]), try keys[place...].allSatisfy(workshop.store.use) else { return nil }
            return SourceLayering.State(keys: Array(keys[place...]), weight: try workshop.store.record(keys[place]).bytes) {
                try workshop.store.contents(keys[place]).flatMap { SealedListing.decode($0, limits: limits) }
            }
        }
    }

    /// - Parameter listed: what is to be seen from this layer downwards, where others may come to lie on it.
    private func create(
        _ key: String,
        _ pushed: PushedTree,
        _ entries: [TreeEntry],
        hiding hidden: [[UInt8]] = [],
        listing listed: [TreeEntry]?,
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
                seconds: pushed.commit.seconds,
                isCancelled: { isStopped }
            )
            if let listed { try workshop.store.list(SealedListing.encode(listed), in: directory) }
        }
    }
}
