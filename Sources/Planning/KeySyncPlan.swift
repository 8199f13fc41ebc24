import Model

/// What a team's list changes among the keys that are here. Keys that were added by hand are left as they are, and so are those of
/// whoever looks after the machine: a list brings in people, and gives nobody the machine or takes it away.
package struct KeySyncPlan: Hashable, Sendable {
    /// A person's key that is here.
    package struct Known: Hashable, Sendable {
        package let id: Int64
        package let owner: String
        package let fingerprint: String
        /// A list brought it.
        package let isSynced: Bool
        /// A deploy key of an app.
        package let isDeployKey: Bool

        package init(id: Int64, owner: String, fingerprint: String, isSynced: Bool, isDeployKey: Bool = false) {
            self.id = id
            self.owner = owner
            self.fingerprint = fingerprint
            self.isSynced = isSynced
            self.isDeployKey = isDeployKey
        }
    }

    /// A key of the list.
    package struct Listed: Hashable, Sendable {
        package let owner: String
        package let fingerprint: String
        package init(owner: String, fingerprint: String) { (self.owner, self.fingerprint) = (owner, fingerprint) }
    }

    /// So many may go at once without a word; beyond it, no more than a part of what lists have brought.
    private static let removalsMax = 2
    private static let removedPart = 4

    package private(set) var added: [Listed] = []
    package private(set) var removed: [Known] = []
    package private(set) var kept: [String] = []
    /// Keys of lists that are here before.
    private let synced: Int

    /// - Parameter administrators: by name.
    package init(_ list: [Listed], known: [Known], administrators: Set<String>) {
        synced = known.count { $0.isSynced }
        let deployKeys = Set(known.filter(\.isDeployKey).map(\.owner))
        let here = Dictionary(known.map { ($0.fingerprint, $0) }, uniquingKeysWith: { first, _ in first })
        for key in list {
            guard let there = here[key.fingerprint] else {
                if deployKeys.contains(key.owner) {
                    kept.append("a deploy key is called \(key.owner): \(key.fingerprint) is not added")
                } else if administrators.contains(key.owner) {
                    kept.append("\(key.owner) looks after the machine: \(key.fingerprint) is not added, which keys:add does")
                } else {
                    added.append(key)
                }
                continue
            }
            if there.isDeployKey {
                kept.append("\(key.fingerprint) is a deploy key here, and not \(key.owner)'s")
            } else if there.owner != key.owner, deployKeys.contains(key.owner) {
                kept.append("a deploy key is called \(key.owner): \(key.fingerprint) stays \(there.owner)'s")
            } else if there.owner != key.owner, there.isSynced, administrators.isDisjoint(with: [there.owner, key.owner]) {
                removed.append(there)
                added.append(key)
            } else if there.owner != key.owner {
                kept.append("\(key.fingerprint) is \(there.owner)'s here, and not \(key.owner)'s")
            }
        }
        let listed = Set(list.map(\.fingerprint))
        for key in known where key.isSynced && !listed.contains(key.fingerprint) {
            if administrators.contains(key.owner) {
                kept.append("\(key.owner) looks after the machine: \(key.fingerprint) stays, which keys:remove removes")
            } else {
                removed.append(key)
            }
        }
    }

    package var isEmpty: Bool { added.isEmpty && removed.isEmpty }

    /// Whether so many go that somebody has to say so: a list that is cut short looks like a team that has left.
    package var needsConfirmation: Bool { removed.count > Self.removalsMax && removed.count * Self.removedPart > synced }

    /// - Parameter confirmed: the number of keys that may go, by somebody's word.
    package func check(confirmed: Int?) throws(Failure) {
        guard needsConfirmation, confirmed != removed.count else { return }
        throw Failure(
            .refused,
            "it would remove \(removed.count) of \(synced) keys: \(removed.prefix(5).map(\.owner).joined(separator: ", "))"
                + (removed.count > 5 ? " and \(removed.count - 5) more" : ""),
            hint: "where that is meant: renga keys:sync --confirm \(removed.count)"
        )
    }
}
