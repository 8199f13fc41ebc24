import Git

/// What a layer over others needs, so that all together are a tree.
struct SourceChange: Hashable {
    /// New files, and those that are different.
    let written: [TreeEntry]
    /// Names in the layers below that are to be seen no more: of files, or of directories of which nothing is left.
    let hidden: [[UInt8]]

    private static let hiddenBytes: Int64 = 256
    private static let blockBytes: Int64 = 4096

    /// On disk, about.
    var weight: Int64 { Self.weight(written) + Int64(hidden.count) * Self.hiddenBytes }

    /// What files take on disk, about: whole blocks, and an inode.
    static func weight(_ entries: [TreeEntry]) -> Int64 {
        entries.reduce(0) { $0 + max(($1.size + blockBytes - 1) / blockBytes, 1) * blockBytes + hiddenBytes }
    }

    /// - Parameter old: what the layers below show.
    init(from old: [TreeEntry], to new: [TreeEntry]) {
        let (old, new) = (Self.files(old), Self.files(new))
        var written: [TreeEntry] = []
        var gone: [[UInt8]] = []
        var (before, after) = (0, 0)
        while before < old.count || after < new.count {
            let order =
                before == old.count ? 1 : after == new.count ? -1 : PathOrder.compare(old[before].path, new[after].path)
            if order < 0 {
                gone.append(old[before].path)
            } else if order > 0 || old[before] != new[after] {
                written.append(new[after])
            }
            if order <= 0 { before += 1 }
            if order >= 0 { after += 1 }
        }
        self.written = written
        hidden = Self.hidden(gone, new)
    }

    /// In git's order, without what is no file.
    private static func files(_ entries: [TreeEntry]) -> [TreeEntry] {
        let files = entries.contains { $0.kind == .submodule } ? entries.filter { $0.kind != .submodule } : entries
        let isSorted = zip(files, files.dropFirst()).allSatisfy { PathOrder.precedes($0.path, $1.path) }
        return isSorted ? files : files.sorted { PathOrder.precedes($0.path, $1.path) }
    }

    private static func hidden(_ gone: [[UInt8]], _ files: [TreeEntry]) -> [[UInt8]] {
        var hidden: [[UInt8]] = []
        for path in gone {
            // The folder that was hidden last hides this as well.
            if let last = hidden.last, path.starts(with: last + [slash]) { continue }
            if let name = nameToHide(path, files) { hidden.append(name) }
        }
        return hidden
    }

    private static let slash = UInt8(ascii: "/")

    /// The outermost folder of a path in which nothing is left, or the path itself; nil where what took its place hides it.
    private static func nameToHide(_ path: [UInt8], _ files: [TreeEntry]) -> [UInt8]? {
        for index in path.indices where path[index] == slash {
            let folder = Array(path[..<index])
            let place = place(of: folder, files)
            if place < files.count, files[place].path == folder { return nil }
            if !hasFiles(below: folder, files) { return folder }
        }
        return hasFiles(below: path, files) ? nil : path
    }

    private static func hasFiles(below folder: [UInt8], _ files: [TreeEntry]) -> Bool {
        let prefix = folder + [slash]
        let place = place(of: prefix, files)
        return place < files.count && files[place].path.starts(with: prefix)
    }

    /// Of the first file that does not stand before a path.
    private static func place(of path: [UInt8], _ files: [TreeEntry]) -> Int {
        var (low, high) = (0, files.count)
        while low < high {
            let middle = (low + high) / 2
            if PathOrder.precedes(files[middle].path, path) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
