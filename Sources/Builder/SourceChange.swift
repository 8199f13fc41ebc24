import Git

/// What a layer over another one needs, so that both together are a tree.
struct SourceChange: Hashable {
    /// New files, and those that are different.
    let written: [TreeEntry]
    /// Names in the layer below that are to be seen no more: of files, or of directories of which nothing is left.
    let hidden: [[UInt8]]

    /// Below this a layer of its own is as cheap.
    private static let bytesMin: Int64 = 1 << 20
    /// Of the whole tree, at most a quarter: what is changed again and again becomes part of a new whole.
    private static let shareMax: Int64 = 4
    private static let hiddenMax = 1_000

    static func isWorthListing(_ entries: [TreeEntry]) -> Bool { bytes(entries) >= bytesMin }

    /// nil where a whole layer is the better one.
    init?(from old: [TreeEntry], to new: [TreeEntry]) {
        let total = Self.bytes(new)
        guard total >= Self.bytesMin else { return nil }
        let before = Dictionary(old.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        written = new.filter { before[$0.path] != $0 }
        guard Self.bytes(written) * Self.shareMax <= total else { return nil }
        hidden = Self.hidden(old, new)
        guard hidden.count <= Self.hiddenMax else { return nil }
    }

    private static func bytes(_ entries: [TreeEntry]) -> Int64 { entries.reduce(0) { $0 + $1.size } }

    private static func hidden(_ old: [TreeEntry], _ new: [TreeEntry]) -> [[UInt8]] {
        let files = Set(new.filter { $0.kind != .submodule }.map(\.path))
        var folders: Set<[UInt8]> = []
        for path in files { folders.formUnion(parents(of: path)) }
        var hidden: Set<[UInt8]> = []
        for entry in old where entry.kind != .submodule && !files.contains(entry.path) && !folders.contains(entry.path) {
            let above = parents(of: entry.path)
            // A file in the place of a directory hides all of it.
            if above.contains(where: files.contains) { continue }
            hidden.insert(above.first { !folders.contains($0) } ?? entry.path)
        }
        return hidden.sorted { $0.lexicographicallyPrecedes($1) }
    }

    /// The directories that a path leads through, the outermost first.
    private static func parents(of path: [UInt8]) -> [[UInt8]] {
        path.indices.filter { path[$0] == UInt8(ascii: "/") }.map { Array(path[..<$0]) }
    }
}
