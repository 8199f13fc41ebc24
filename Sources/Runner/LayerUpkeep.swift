import Ledger
import Linux
import Model
import Operations
import Planning
import Sandbox
import YAML

/// Removes layers that nothing names any more: toolchains and stacks that no release and no build uses, and what builds
/// that failed have left.
struct LayerUpkeep {
    private static let archiveSecondsMax: Int64 = 7 * 24 * 3600

    private let platform: Platform
    private let store: LayerStore

    init(_ platform: Platform, _ store: LayerStore) {
        self.platform = platform
        self.store = store
    }

    func run() throws {
        let named = try named()
        try store.say(named, by: platform.root.path)
        let others = try store.namedByOthers(than: platform.root.path)
        for key in try store.keys() {
            let record: LayerRecord
            do {
                record = try store.record(key)
            } catch {
                Diagnostics.say("cannot read what the layer \(key) is: \(error)")
                continue
            }
            let isGone = {
                LayerRetention.isGone(
                    .init(
                        key: key,
                        isOwn: record.kind == .source || record.kind == .step,
                        owner: record.owner,
                        usedAt: store.usedAt(key),
                        createdAt: record.createdAt
                    ),
                    named: named,
                    namedByOthers: others,
                    root: platform.root.path,
                    isShared: !platform.configuration.layers.isEmpty,
                    now: Moment.wallMicroseconds()
                )
            }
            guard isGone(), try store.remove(key, where: isGone) else { continue }
            try Files.remove(platform.root.slugPart(key))
            Diagnostics.say("removed the layer \(key) (\(record.title)), which nothing uses")
        }
        try store.sweepPackageArchives(olderThanSeconds: Self.archiveSecondsMax)
    }

    /// The newest base system of a stack counts as long as its file is there: the next app may be built on it. Older ones go with
    /// the last release that stands on them.
    private func named() throws -> Set<String> {
        let stacks = try Shelf.stacks(in: platform.root.stacks)
        let newest = try platform.ledger.read { db in try stacks.map { try AppBase.newest(of: $0, db) } }
        return try NamedLayers(platform).read().union(newest)
    }
}
