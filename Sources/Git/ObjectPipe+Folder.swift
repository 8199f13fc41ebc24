import Model

extension ObjectPipe {
    /// What a commit has at a folder's place.
    package enum FolderLook: Sendable {
        /// The commit as if the folder were all of it.
        case found(PushedCommit)
        /// The folders that are there as far as the path leads; links and submodules are none.
        case missing(known: [String])
    }

    /// The bytes of a plain file at the root of a commit; nil where there is none.
    package func file(_ name: String, of commit: PushedCommit, limit: Int64) throws(GitError) -> [UInt8]? {
        let items = try TreeItem.parse(read(commit.treeID, .tree, limit: Self.treeBytesMax), at: [])
        guard let item = items.first(where: { $0.kind == .entry(.file) && $0.name.elementsEqual(name.utf8) }) else { return nil }
        return try read(item.id, .blob, limit: limit)
    }

    package func folder(_ folder: AppFolder, of commit: PushedCommit) throws(GitError) -> FolderLook {
        var tree = commit.treeID
        var passed = ""
        for name in folder.path.split(separator: "/") {
            let items = try TreeItem.parse(read(tree, .tree, limit: Self.treeBytesMax), at: Array(passed.utf8)).filter {
                $0.kind == .directory
            }
            guard let item = items.first(where: { $0.name.elementsEqual(name.utf8) }) else {
                return .missing(known: items.map { EscapedPath.escape(Array(passed.utf8) + $0.name) })
            }
            tree = item.id
            passed += name + "/"
        }
        return .found(PushedCommit(id: commit.id, treeID: tree, seconds: commit.seconds))
    }
}
