import Glibc
import Ledger
import Linux
import Model
import Operations
import Planning
import Sandbox

/// What people ask of the store of layers: what is in it, whether it still is what was made, and to let go of what nothing needs.
struct StoreKeeper {
    private static let namedMax = 20
    private static let weekMicroseconds: Int64 = 7 * 24 * 3_600_000_000

    private let platform: Platform
    private let store: LayerStore

    init(_ platform: Platform, _ store: LayerStore) {
        self.platform = platform
        self.store = store
    }

    func summary() throws -> StoreSummary {
        let named = try LayerUpkeep(platform, store).namedByAll()
        var kinds: [LayerRecord.Kind: StoreSummary.Kind] = [:]
        var changed: [String] = []
        var unverified = 0
        for (key, record) in try layers() {
            var kind = kinds[record.kind] ?? StoreSummary.Kind(name: Self.words(record.kind))
            kind.count += 1
            kind.bytes += record.bytes
            if !named.contains(key) { kind.unnamedBytes += record.bytes }
            kinds[record.kind] = kind
            if store.isSuspect(key) { changed.append("\(record.title) (\(key))") }
            if !isFresh(key) { unverified += 1 }
        }
        return StoreSummary(
            directory: store.directory,
            kinds: [LayerRecord.Kind.stack, .packages, .toolchain, .source, .step].compactMap { kinds[$0] },
            budgetBytes: platform.configuration.storeBytesMax,
            changed: Array(changed.sorted().prefix(Self.namedMax)),
            unverified: unverified
        )
    }

    /// Looks at all layers but those that are other installations' own.
    /// - Parameters:
    ///   - freshOnes: those too that were looked at within a week.
    ///   - progress: gets a line for each that is not what it was, and a sign of life.
    func verify(freshOnes: Bool, isCancelled: () -> Bool, progress: (String) -> Void) throws -> StoreVerification {
        CurrentThread.yieldToOthers()
        let all = try layers().filter { freshOnes || !isFresh($0.key) }
        let bytes = all.reduce(Int64(0)) { $0 + $1.record.bytes }
        var result = StoreVerification()
        var done: Int64 = 0
        var said = Moment.monotonicMilliseconds()
        let amount = Quantity.short(bytes: bytes)
        if !all.isEmpty { progress("Reading \(all.count) layers, \(amount): that takes minutes on a slow or busy disk") }
        // Asked while a layer is read as well, of which some are large.
        func isOver(_ title: String) -> Bool {
            let now = Moment.monotonicMilliseconds()
            if now - said >= SignOfLife.pauseMilliseconds {
                said = now
                progress("\(done * 100 / max(bytes, 1)) % of \(amount) looked at; now \(title)")
            }
            return isCancelled()
        }
        for (key, record) in all where !isOver(record.title) {
            switch try condition(key, { isOver(record.title) }) {
            case .sound: result.sound += 1
            case .unknown: result.unknown += 1
            case .changed:
                result.changed.append("\(record.title) (\(key))")
                progress(try words(key, record))
            }
            done += record.bytes
        }
        result.unknown += all.count - result.sound - result.unknown - result.changed.count
        return result
    }

    /// What was made for a release just now gets its digest.
    func seal(_ app: AppName) throws {
        let manifest = try platform.ledger.read { db in try db.app(app).flatMap { try AppBase.manifest(of: $0, db) } }
        for layer in manifest?.archived ?? [] where store.verifiedAt(layer.key) == nil { _ = try store.verify(layer.key) }
    }

    private func condition(_ key: String, _ isCancelled: () -> Bool) throws -> LayerStore.Condition {
        do {
            return try store.verify(key, isCancelled: isCancelled)
        } catch let error as SystemError where error.code == ENOENT {
            // Removed meanwhile.
            return .unknown
        }
    }

    /// Which apps stand on it, and what brings them another.
    private func words(_ key: String, _ record: LayerRecord) throws -> String {
        let apps = try platform.ledger.read { db in
            try db.apps().filter { try AppBase.manifest(of: $0, db)?.layers.contains { $0.key == key } ?? false }.map(\.name)
        }
        let what = "\(record.title) (\(key)) is not what it was when it was made: no build uses it any more"
        guard !apps.isEmpty else { return what }
        let more = apps.count > Self.namedMax ? " and \(apps.count - Self.namedMax) more" : ""
        let names = apps.prefix(Self.namedMax).map(\.text).joined(separator: ", ") + more
        return "\(what). What runs of \(names) stands on it: the next push makes it anew"
    }

    private func isFresh(_ key: String) -> Bool {
        store.verifiedAt(key).map { $0 + Self.weekMicroseconds > Moment.wallMicroseconds() } ?? false
    }

    private func layers() throws -> [(key: String, record: LayerRecord)] {
        try store.keys().sorted().compactMap { key in
            // What cannot be read is said by whoever looks for what can go.
            guard let record = try? store.record(key), record.owner == nil || record.owner == platform.root.path else { return nil }
            return (key, record)
        }
    }

    private static func words(_ kind: LayerRecord.Kind) -> String {
        switch kind {
        case .stack: "base systems"
        case .packages: "Debian packages"
        case .toolchain: "toolchains"
        case .source: "apps' files"
        case .step: "results of steps"
        }
    }
}
