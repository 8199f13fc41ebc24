import Model

/// Gathers the entries of a tree, wherever they come from, and refuses what is over a limit or no name for a file.
package struct TreeCollector {
    package let limits: TreeLimits
    package private(set) var entries: [TreeEntry] = []
    private var directories = 0
    private var bytes: Int64 = 0
    private var pathsBytes = 0

    package init(limits: TreeLimits) { self.limits = limits }

    /// Joins and checks a name before anything is done with it.
    package mutating func path(of name: [UInt8], below prefix: [UInt8]) throws(GitError) -> [UInt8] {
        let path = prefix + name
        if name.contains(UInt8(ascii: "/")) { throw .badName(path: path, reason: "it has a slash or a NUL in it") }
        try check(name[...], of: path)
        try checkLength(of: path)
        return path
    }

    /// The same for all names of a path.
    package func check(_ path: [UInt8]) throws(GitError) {
        try checkLength(of: path)
        var start = path.startIndex
        var depth = 0
        for index in path.indices where path[index] == UInt8(ascii: "/") {
            try check(path[start..<index], of: path)
            start = index + 1
            depth += 1
        }
        try check(path[start...], of: path)
        guard depth <= limits.depthMax else { throw .tooDeep(path: path, limit: limits.depthMax) }
    }

    private func check(_ name: ArraySlice<UInt8>, of path: [UInt8]) throws(GitError) {
        if let reason = Self.objection(to: name) { throw .badName(path: path, reason: reason) }
        guard name.count <= limits.nameBytesMax else {
            throw .badName(path: path, reason: "it has more than \(limits.nameBytesMax) bytes")
        }
    }

    private func checkLength(of path: [UInt8]) throws(GitError) {
        guard path.count <= limits.pathBytesMax else {
            throw .badName(path: path, reason: "the path has more than \(limits.pathBytesMax) bytes")
        }
    }

    package mutating func enter(_ path: [UInt8], depth: Int) throws(GitError) {
        guard depth <= limits.depthMax else { throw .tooDeep(path: path, limit: limits.depthMax) }
        directories += 1
        try count(path)
    }

    package mutating func add(_ entry: TreeEntry) throws(GitError) {
        guard entry.size <= limits.fileBytesMax else {
            throw .fileTooLarge(path: entry.path, bytes: entry.size, limit: limits.fileBytesMax)
        }
        bytes += entry.size
        guard bytes <= limits.bytesMax else { throw .checkoutTooLarge(bytes: bytes, limit: limits.bytesMax) }
        entries.append(entry)
        try count(entry.path)
    }

    private mutating func count(_ path: [UInt8]) throws(GitError) {
        guard entries.count + directories <= limits.entriesMax else { throw .tooManyFiles(limit: limits.entriesMax) }
        pathsBytes += path.count
        guard pathsBytes <= limits.pathsBytesMax else {
            throw .badName(path: path, reason: "all paths together have more than \(limits.pathsBytesMax) bytes")
        }
    }

    /// Why git itself would not check out such a name; nil where it would.
    private static func objection(to name: ArraySlice<UInt8>) -> String? {
        if name.isEmpty { return "it is empty" }
        if name.contains(0) { return "it has a slash or a NUL in it" }
        // What is refused beyond this begins with a dot.
        guard name.first == UInt8(ascii: ".") else { return nil }
        if name.count == 1 || name.elementsEqual("..".utf8) { return "it would lead to another directory" }
        if name.count == 4, name.dropFirst().map({ $0 | 0x20 }).elementsEqual("git".utf8) { return "`.git` is git's own" }
        return nil
    }
}
