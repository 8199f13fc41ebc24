import CGit2
import Git
import Glibc
import Linux
import Model

/// A directory of a disk, seen as git would see it if all of it were committed: `.git` left out, nothing ignored.
package struct DirectoryTree: Sendable {
    package let root: String
    /// In git's order: by the bytes of the path.
    ///
    /// Sockets, pipes and devices are left out, as git leaves them out.
    package let entries: [TreeEntry]

    package init(_ root: String, limits: TreeLimits = TreeLimits()) throws(GitError) {
        try GitLibrary.start()
        self.root = root
        var collector = TreeCollector(limits: limits)
        let number = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard number >= 0 else { throw .system(SystemError("open the directory", root)) }
        try Self.collect(number, prefix: [], depth: 0, into: &collector)
        entries = collector.entries.sorted { $0.path.lexicographicallyPrecedes($1.path) }
    }

    /// The bytes of a file, or the target of a link.
    package func contents(_ entry: TreeEntry, limit: Int64) throws(GitError) -> [UInt8] {
        let path = Array(root.utf8) + [UInt8(ascii: "/")] + entry.path
        if entry.kind == .symbolicLink {
            return try Self.target(Self.terminated(path), in: AT_FDCWD, shown: entry.path)
        }
        let number = open(Self.terminated(path), O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard number >= 0 else { throw Self.failure("open", entry.path) }
        let file = Descriptor(owning: number)
        var all: [UInt8] = []
        while let part = try system({ () throws(SystemError) in try readSome(from: file.number) }), !part.isEmpty {
            all += part
            guard Int64(all.count) <= limit else {
                throw .fileTooLarge(path: entry.path, bytes: Int64(all.count), limit: limit)
            }
        }
        return all
    }

    /// Takes over the descriptor `number`.
    private static func collect(_ number: Int32, prefix: [UInt8], depth: Int, into collector: inout TreeCollector)
        throws(GitError)
    {
        guard let directory = fdopendir(number) else {
            let error = failure("list", prefix)
            _ = close(number)
            throw error
        }
        defer { closedir(directory) }
        while let entry = readdir(directory) {
            let name = name(of: entry)
            if name.elementsEqual(".".utf8) || name.elementsEqual("..".utf8) || name.elementsEqual(".git".utf8) {
                continue
            }
            let path = try collector.path(of: name, below: prefix)
            try collect(name, in: number, path: path, depth: depth, into: &collector)
        }
    }

    private static func collect(
        _ name: [UInt8],
        in parent: Int32,
        path: [UInt8],
        depth: Int,
        into collector: inout TreeCollector
    ) throws(GitError) {
        let text = terminated(name)
        var status = stat()
        guard fstatat(parent, text, &status, AT_SYMLINK_NOFOLLOW) == 0 else { throw failure("look at", path) }
        switch status.st_mode & S_IFMT {
        case S_IFDIR:
            try collector.enter(path, depth: depth + 1)
            let number = openat(parent, text, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            guard number >= 0 else { throw failure("open the directory", path) }
            try collect(number, prefix: path + [UInt8(ascii: "/")], depth: depth + 1, into: &collector)
        case S_IFLNK:
            let target = try target(text, in: parent, shown: path)
            let id = try hash(target)
            try collector.add(TreeEntry(path: path, kind: .symbolicLink, id: id, size: Int64(target.count)))
        case S_IFREG:
            let kind: TreeEntry.Kind = status.st_mode & 0o100 == 0 ? .file : .executable
            let size = Int64(status.st_size)
            // Counted first: a file over the limit is not read.
            guard size <= collector.limits.fileBytesMax else {
                throw .fileTooLarge(path: path, bytes: size, limit: collector.limits.fileBytesMax)
            }
            let number = openat(parent, text, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
            guard number >= 0 else { throw failure("open", path) }
            let file = Descriptor(owning: number)
            try collector.add(TreeEntry(path: path, kind: kind, id: try hash(file, path), size: size))
        default: return
        }
    }
}

// MARK: Hashes and names

extension DirectoryTree {
    private static func hash(_ bytes: [UInt8]) throws(GitError) -> String {
        var id = git_oid()
        let status = bytes.withUnsafeBytes { git_odb_hash(&id, $0.baseAddress, $0.count, GIT_OBJECT_BLOB) }
        try check(status, "hash a link")
        return ObjectName.text(&id)
    }

    private static func hash(_ file: borrowing Descriptor, _ path: [UInt8]) throws(GitError) -> String {
        var id = git_oid()
        // By descriptor, so that the name needs no text and libgit2 reads the file in pieces.
        let status = git_odb_hashfile(&id, "/proc/self/fd/\(file.number)", GIT_OBJECT_BLOB)
        try check(status, "hash `\(PathText.shown(path))`")
        return ObjectName.text(&id)
    }

    private static func target(_ name: [CChar], in parent: Int32, shown: [UInt8]) throws(GitError) -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = buffer.withUnsafeMutableBytes { raw in
            raw.withMemoryRebound(to: CChar.self) { target in
                target.baseAddress.map { readlinkat(parent, name, $0, target.count) } ?? -1
            }
        }
        guard count >= 0 else { throw failure("read the link", shown) }
        return Array(buffer[..<count])
    }

    private static func name(of entry: UnsafeMutablePointer<dirent>) -> [UInt8] {
        withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
    }

    private static func terminated(_ bytes: [UInt8]) -> [CChar] { bytes.map { CChar(bitPattern: $0) } + [0] }

    private static func failure(_ operation: String, _ path: [UInt8]) -> GitError {
        .system(SystemError(operation, PathText.shown(path)))
    }
}
