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

    /// What nothing has used for a day goes. Where the store takes more than it may, the rest of what nothing names goes as well, the
    /// longest unused first, until it does not.
    func run() throws {
        let all = try records()
        let gone = Set(try sweep(all, grace: LayerRetention.graceMicroseconds, while: { _ in true }).map(\.key))
        let rest = all.filter { !gone.contains($0.key) }
        let bytes = rest.reduce(Int64(0)) { $0 + $1.record.bytes }
        let budget = platform.configuration.storeBytesMax
        if budget > 0, bytes > budget {
            _ = try sweep(rest, grace: buildMicroseconds) { removed in bytes - removed > budget }
        }
        try store.sweepPackageArchives(olderThanSeconds: Self.archiveSecondsMax)
        try store.sweepAsides()
    }

    /// All that nothing names, but for what a build that is under way may name in the end.
    func runNow() throws -> StoreSweep {
        var result = StoreSweep()
        for layer in try sweep(try records(), grace: buildMicroseconds, while: { _ in true }) {
            result.count += 1
            result.bytes += layer.record.bytes
        }
        try store.sweepPackageArchives(olderThanSeconds: 0)
        return result
    }

    private var buildMicroseconds: Int64 { Int64(platform.configuration.build.secondsMax) * 1_000_000 }

    private struct Kept {
        let key: String
        let record: LayerRecord
        let usedAt: Int64?
    }

    /// The longest unused first.
    /// - Parameter goesOn: asked before each, with the bytes that were removed so far.
    /// - Returns: what was removed.
    private func sweep(_ all: [Kept], grace: Int64, while goesOn: (Int64) -> Bool) throws -> [Kept] {
        let named = try named()
        try store.say(named, by: platform.root.path)
        let others = try store.namedByOthers(than: platform.root.path)
        var removed: [Kept] = []
        var bytes: Int64 = 0
        for layer in all.sorted(by: { $0.usedAt ?? 0 < $1.usedAt ?? 0 }) where goesOn(bytes) {
            let (key, record) = (layer.key, layer.record)
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
                    grace: grace,
                    now: Moment.steadyMicroseconds()
                )
            }
            guard isGone() else { continue }
            let isRemoved = try store.remove(key) {
                guard isGone() else { return false }
                // First: of a layer that is gone nobody would know that it had one.
                try Files.remove(platform.root.slugPart(key))
                return true
            }
            guard isRemoved else { continue }
            removed.append(layer)
            bytes += record.bytes
            Diagnostics.say("removed the layer \(key) (\(record.title)), which nothing uses")
        }
        return removed
    }

    private func records() throws -> [Kept] {
        try store.keys().compactMap { key in
            do {
                return Kept(key: key, record: try store.record(key), usedAt: store.usedAt(key))
            } catch {
                Diagnostics.say("cannot read what the layer \(key) is: \(error)")
                return nil
            }
        }
    }

    func namedByAll() throws -> Set<String> { try named().union(store.namedByOthers(than: platform.root.path)) }

    /// The newest base system of a stack counts as long as its file is there: the next app may be built on it. Older ones go with
    /// the last release that stands on them.
    private func named() throws -> Set<String> {
        let stacks = try Shelf.stacks(in: platform.root.stacks)
        let newest = try platform.ledger.read { db in try stacks.map { try AppBase.newest(of: $0, db) } }
        return try NamedLayers(platform).read().union(newest)
    }
}
