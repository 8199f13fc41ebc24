import CGit2
import Git
import Glibc
import Model

extension Repository {
    /// One directory of 200,000 names comes to about 8 MB.
    private static let treeBytesMax: Int64 = 32 << 20

    /// Everything in the tree of a commit, directories left out, in git's order: by the bytes of the path.
    ///
    /// Only headers of the files are read.
    /// A tree over a limit, or with a name that git would not check out, is an error.
    package func tree(of commit: CommitID, limits: TreeLimits = TreeLimits()) throws(GitError) -> [TreeEntry] {
        let root = try ObjectName.parse(try self.commit(commit).treeID)
        var collector = TreeCollector(limits: limits)
        try collect(root, prefix: [], depth: 0, into: &collector)
        return collector.entries
    }

    private func collect(_ id: git_oid, prefix: [UInt8], depth: Int, into collector: inout TreeCollector)
        throws(GitError)
    {
        var id = id
        let (kind, bytes) = try header(of: id)
        guard kind == GIT_OBJECT_TREE else { throw .corrupt(path: prefix, reason: "it is a \(Self.word(kind))") }
        guard bytes <= Self.treeBytesMax else {
            throw .objectTooLarge(id: ObjectName.text(&id), bytes: bytes, limit: Self.treeBytesMax)
        }
        var found: OpaquePointer?
        try check(git_tree_lookup(&found, handle, &id), "read the tree of `\(PathText.shown(prefix))`")
        guard let tree = found else { throw .notFound("tree of `\(PathText.shown(prefix))`") }
        defer { git_tree_free(tree) }
        var names: Set<[UInt8]> = []
        for index in 0..<git_tree_entrycount(tree) {
            guard let entry = git_tree_entry_byindex(tree, index), let raw = git_tree_entry_name(entry) else {
                throw .corrupt(path: prefix, reason: "entry \(index) cannot be read")
            }
            let name = Array(UnsafeRawBufferPointer(start: raw, count: strlen(raw)))
            let path = try collector.path(of: name, below: prefix)
            // Two entries of one name are an old way to write through a link: the first a link, the second a directory.
            guard names.insert(name).inserted else { throw .badName(path: path, reason: "the tree has it twice") }
            try collect(entry, path: path, depth: depth, into: &collector)
        }
    }

    private func collect(_ entry: OpaquePointer, path: [UInt8], depth: Int, into collector: inout TreeCollector)
        throws(GitError)
    {
        guard let id = git_tree_entry_id(entry) else { throw .corrupt(path: path, reason: "it has no object") }
        let kind: TreeEntry.Kind
        switch git_tree_entry_filemode(entry) {
        case GIT_FILEMODE_TREE:
            try collector.enter(path, depth: depth + 1)
            return try collect(id.pointee, prefix: path + [UInt8(ascii: "/")], depth: depth + 1, into: &collector)
        case GIT_FILEMODE_COMMIT:
            return try collector.add(TreeEntry(path: path, kind: .submodule, id: ObjectName.text(id), size: 0))
        case GIT_FILEMODE_BLOB: kind = .file
        case GIT_FILEMODE_BLOB_EXECUTABLE: kind = .executable
        case GIT_FILEMODE_LINK: kind = .symbolicLink
        default: throw .corrupt(path: path, reason: "it has an unknown mode")
        }
        let header = try header(of: id.pointee)
        guard header.kind == GIT_OBJECT_BLOB else {
            throw .corrupt(path: path, reason: "it is a \(Self.word(header.kind)), not a file")
        }
        try collector.add(TreeEntry(path: path, kind: kind, id: ObjectName.text(id), size: header.bytes))
    }
}
