/// Which layers of a store nothing needs any more. Several installations may share a store: each says what it names, and
/// what is doubtful stays.
package enum LayerRetention {
    package struct Layer: Hashable, Sendable {
        package var key: String
        /// An app's own, of one installation; else a stack or a toolchain, which all may use.
        package var isOwn: Bool
        /// The root of the installation that made it; nil: made before that was written down.
        package var owner: String?
        /// Microseconds since 1970: when somebody used it last. nil: that was never written down.
        package var usedAt: Int64?
        package var createdAt: Int64

        package init(key: String, isOwn: Bool, owner: String?, usedAt: Int64?, createdAt: Int64) {
            self.key = key
            self.isOwn = isOwn
            self.owner = owner
            self.usedAt = usedAt
            self.createdAt = createdAt
        }
    }

    /// Between the making of a layer and a row that names it is a whole build.
    package static let graceMicroseconds: Int64 = 24 * 3_600_000_000

    /// - Parameters:
    ///   - named: by our ledger and stacks.
    ///   - namedByOthers: what other installations have said.
    ///   - grace: so long after its last use it stays, in microseconds: somebody may be about to name it.
    ///   - isShared: others may use the store, in versions that say nothing.
    package static func isGone(
        _ layer: Layer,
        named: Set<String>,
        namedByOthers: Set<String>,
        root: String,
        isShared: Bool,
        grace: Int64 = graceMicroseconds,
        now: Int64
    ) -> Bool {
        guard !named.contains(layer.key), !namedByOthers.contains(layer.key) else { return false }
        guard (layer.usedAt ?? layer.createdAt) + grace < now else { return false }
        if layer.isOwn { return layer.owner == root || (layer.owner == nil && !isShared) }
        return layer.usedAt != nil || !isShared
    }
}
