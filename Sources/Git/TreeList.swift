import Model

/// A list of files that comes from somewhere else, held to the same rules as a tree that is read: names, limits, and no path twice.
package struct TreeList {
    private var collector: TreeCollector
    private var paths: Set<[UInt8]> = []
    package var entries: [TreeEntry] { collector.entries }

    package init(limits: TreeLimits) { collector = TreeCollector(limits: limits) }

    package mutating func add(_ entry: TreeEntry) throws(GitError) {
        var prefix: [UInt8] = []
        let names = entry.path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard names.count <= collector.limits.depthMax + 1 else { throw .tooDeep(path: entry.path, limit: collector.limits.depthMax) }
        for name in names { prefix = try collector.path(of: Array(name), below: prefix) + [UInt8(ascii: "/")] }
        guard paths.insert(entry.path).inserted else { throw .badName(path: entry.path, reason: "the tree has it twice") }
        try collector.add(entry)
    }
}
