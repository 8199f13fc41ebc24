import Model

extension ObjectPipe {
    /// No message of a real commit comes near: 16 MiB.
    private static let commitBytesMax: Int64 = 16 << 20
    /// One directory of 200,000 names comes to about 8 MB.
    static let treeBytesMax: Int64 = 32 << 20
    /// Honest tags are of commits, or at most of a tag of one.
    private static let tagsMax = 16

    /// The commit that an object is or that it, an annotated tag, leads to; nil where it leads to something else.
    package func commit(peeling id: CommitID) throws(GitError) -> PushedCommit? {
        var name = id
        for _ in 0...Self.tagsMax {
            try ask(headers: [name.text])
            switch try header(of: name.text).kind {
            case .commit: return try PushedCommit(name, read(name.text, .commit, limit: Self.commitBytesMax))
            case .tag:
                let tag = try read(name.text, .tag, limit: Self.commitBytesMax)
                guard let next = PushedCommit.header("object", tag).flatMap({ CommitID($0) }) else { return nil }
                name = next
            case .tree, .blob: return nil
            }
        }
        return nil
    }

    /// Everything in the tree of a commit, directories left out, in git's order: by the bytes of the path.
    ///
    /// Only headers of the files are read.
    /// A tree over a limit, or with a name that git would not check out, is an error.
    package func tree(of commit: PushedCommit, limits: TreeLimits) throws(GitError) -> [TreeEntry] {
        var collector = TreeCollector(limits: limits)
        try collect(commit.treeID, prefix: [], depth: 0, into: &collector)
        return collector.entries
    }

    private func collect(_ id: String, prefix: [UInt8], depth: Int, into collector: inout TreeCollector) throws(GitError) {
        let items = try TreeItem.parse(read(id, .tree, limit: Self.treeBytesMax), at: prefix)
        var paths: [[UInt8]] = []
        for item in items { paths.append(try collector.path(of: item.name, below: prefix)) }
        let sizes = try sizes(of: items, paths)
        for (index, item) in items.enumerated() {
            let path = paths[index]
            switch item.kind {
            case .directory:
                try collector.enter(path, depth: depth + 1)
                try collect(item.id, prefix: path + [UInt8(ascii: "/")], depth: depth + 1, into: &collector)
            case .entry(let kind):
                try collector.add(TreeEntry(path: path, kind: kind, id: item.id, size: sizes[index]))
            }
        }
    }

    /// Bytes of every file of a directory; 0 for what is none.
    private func sizes(of items: [TreeItem], _ paths: [[UInt8]]) throws(GitError) -> [Int64] {
        var sizes = [Int64](repeating: 0, count: items.count)
        let files = items.indices.filter { ![.directory, .entry(.submodule)].contains(items[$0].kind) }
        var first = 0
        while first < files.count {
            let part = files[first..<min(first + Self.ahead, files.count)]
            try ask(headers: part.map { items[$0].id })
            for index in part {
                let header = try header(of: items[index].id)
                guard header.kind == .blob else {
                    throw .corrupt(path: paths[index], reason: "it is a \(header.kind.rawValue), not a file")
                }
                sizes[index] = header.bytes
            }
            first = part.endIndex
        }
        return sizes
    }
}
