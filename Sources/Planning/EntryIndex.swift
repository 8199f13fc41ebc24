import Model

/// Finds the entries of a tree by their paths, and those that a pattern may mean without a look at all the others: a plan asks for
/// hundreds of patterns, and there are trees of a hundred thousand files.
final class EntryIndex {
    /// Sorted by path.
    let entries: [SourceTree.Entry]
    /// How many folders each is in.
    private lazy var depths = entries.map { entry in UInt16(clamping: entry.path.utf8.count { $0 == UInt8(ascii: "/") }) }
    /// Repositories inside of it, in their order.
    private(set) lazy var submodules = entries.filter { $0.kind == .submodule }
    private var matches: [String: [SourceTree.Entry]] = [:]

    init(_ entries: [SourceTree.Entry]) { self.entries = entries.sorted { $0.path < $1.path } }

    func entry(_ path: String) -> SourceTree.Entry? {
        let place = place(of: path)
        return place < entries.count && entries[place].path == path ? entries[place] : nil
    }

    /// The places of a folder's entries, those of its folders included.
    func below(_ folder: String) -> Range<Int> {
        let prefix = folder + "/"
        let first = place(of: prefix)
        return first..<place(from: first) { $0.hasPrefix(prefix) }
    }

    /// The entries whose paths match, in their order.
    func matching(_ glob: Glob) -> [SourceTree.Entry] {
        if let known = matches[glob.text] { return known }
        let found: [SourceTree.Entry]
        if let literal = glob.literal {
            found = entry(literal).map { [$0] } ?? []
        } else {
            found = candidates(glob) { glob.isDeep ? $0 >= glob.depth : $0 == glob.depth }
                .compactMap { glob.matches(entries[$0].path) ? entries[$0] : nil }
        }
        matches[glob.text] = found
        return found
    }

    /// The entries that match, or are in a folder that does, in their order.
    func covered(by globs: [Glob]) -> [SourceTree.Entry] {
        var places: Set<Int> = []
        for glob in globs {
            if let path = glob.plain {
                let place = place(of: path)
                if place < entries.count, glob.covers(entries[place].path) { places.insert(place) }
                places.formUnion(below(path).filter { glob.covers(entries[$0].path) })
            } else {
                places.formUnion(candidates(glob) { $0 >= glob.depth }.filter { glob.covers(entries[$0].path) })
            }
        }
        return places.sorted().map { entries[$0] }
    }

    private func candidates(_ glob: Glob, _ isDeepEnough: (Int) -> Bool) -> [Int] {
        let range = glob.folder.isEmpty ? entries.indices : below(glob.folder)
        return range.filter { isDeepEnough(Int(depths[$0])) }
    }

    /// Of the first entry that does not stand before a path.
    private func place(of path: String) -> Int { place { $0 < path } }

    private func place(from first: Int = 0, where isBefore: (String) -> Bool) -> Int {
        var (low, high) = (first, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if isBefore(entries[middle].path) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
