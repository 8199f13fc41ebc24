import Model

/// A list of files that comes from somewhere else, held to the same rules as a tree that is read: names, limits, and no path twice.
package struct TreeList {
    private var collector: TreeCollector
    /// Of what came, once something came out of order: what is in order has nothing twice.
    private var paths: Set<[UInt8]>?
    package var entries: [TreeEntry] { collector.entries }

    package init(limits: TreeLimits) { collector = TreeCollector(limits: limits) }

    package mutating func add(_ entry: TreeEntry) throws(GitError) {
        try collector.check(entry.path)
        if paths == nil, let last = collector.entries.last, !PathOrder.precedes(last.path, entry.path) {
            paths = Set(collector.entries.map(\.path))
        }
        guard paths?.insert(entry.path).inserted ?? true else { throw .badName(path: entry.path, reason: "the tree has it twice") }
        try collector.add(entry)
    }
}
