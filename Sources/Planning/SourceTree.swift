import Model

/// The pushed tree as decisions see it: names, kinds and contents' ids, and on demand the bytes of small files.
package struct SourceTree {
    /// What is read of one file at most: locks of large apps have some megabytes.
    package static let fileBytesMax = StructuredFormat.bytesMax

    package enum Kind: String, Hashable, Sendable, Codable {
        case file, executable, symlink, submodule
    }

    package struct Entry: Hashable, Sendable, Codable {
        /// Relative to the app's root, escaped as `EscapedPath` does.
        package var path: String
        package var kind: Kind
        package var bytes: Int64
        /// An id of the content: equal ids mean equal bytes.
        package var object: String

        package init(path: String, kind: Kind, bytes: Int64, object: String) {
            self.path = path
            self.kind = kind
            self.bytes = bytes
            self.object = object
        }
    }

    /// Sorted by path.
    package var entries: [Entry] { index.entries }
    /// Repositories inside of it, in their order.
    var submodules: [Entry] { index.submodules }
    private let index: EntryIndex
    private let read: (Entry) throws(Failure) -> [UInt8]
    private let links: SourceLinks

    /// - Parameter read: the bytes of a file of the tree, or of a link's target; called for at most `fileBytesMax` bytes.
    package init(_ entries: [Entry], read: @escaping (Entry) throws(Failure) -> [UInt8]) {
        self.init(EntryIndex(entries), read: read)
    }

    private init(_ index: EntryIndex, read: @escaping (Entry) throws(Failure) -> [UInt8]) {
        self.index = index
        self.read = read
        links = SourceLinks(index, read: read)
    }

    package func entry(_ path: String) -> Entry? { index.entry(path) }

    /// The bytes of a file, links followed; nil where there is no such file. A link that leads nowhere is refused: it is there
    /// to say something.
    package func contents(_ path: String) throws(Failure) -> [UInt8]? {
        let walk = try links.follow(path)
        if let fault = walk.fault, !walk.links.isEmpty { throw fault.failure }
        guard let entry = walk.file else { return nil }
        guard entry.bytes <= Self.fileBytesMax else {
            throw Failure(
                .limit,
                "`\(path)` has \(entry.bytes) bytes; a file that the plan depends on has at most \(Self.fileBytesMax)",
                hint: "make it smaller"
            )
        }
        return try read(entry)
    }

    /// The first path that matches, links followed: a path itself, or for `dir/` any path below it.
    package func first(matching glob: Glob) throws(Failure) -> String? { try all(matching: glob).first }

    /// The paths that match and lead to something: to a file, or, where the pattern is a plain path, to a folder or a submodule.
    package func all(matching glob: Glob) throws(Failure) -> [String] {
        if let path = glob.literal {
            let walk = try links.follow(path)
            let isThere = walk.file != nil || (walk.folder != nil && !walk.links.isEmpty) || entry(path)?.kind == .submodule
            return isThere ? [path] : []
        }
        let own = index.matching(glob).filter { $0.kind != .symlink }.map(\.path)
        let more = try links.aliases([glob]).map(\.path).filter(glob.matches)
        return more.isEmpty ? own : Set(own + more).sorted()
    }

    /// The entries that a step sees which asks for these paths: for a link, the link and what it leads to. Of submodules, whose files
    /// are not known and lie in one layer, all where something in one of them may be meant.
    package func inputs(_ globs: [Glob]) throws(Failure) -> [Entry] {
        let isWanted = submodules.contains { module in globs.contains { $0.mayLeadInto(module.path) } }
        var own = index.covered(by: globs).filter { $0.kind != .submodule }
        if isWanted { own = (own + submodules).sorted { $0.path < $1.path } }
        var seen = Set(own.map(\.path))
        let more = try links.aliases(globs).flatMap { $0.links + [$0.file] }.filter { seen.insert($0.path).inserted }
        return more.isEmpty ? own : (own + more).sorted { $0.path < $1.path }
    }

    /// Links at names that were asked for and that lead nowhere.
    package var linkFaults: [LinkFault] { links.faults.values.sorted { $0.path < $1.path } }

    /// Links that lead out of the folder that is the app: what they lead to is not there.
    func linksOut(of folder: AppFolder) throws(Failure) -> [BuildPlan.Warning] {
        let paths = try links.leadingOut()
        guard !paths.isEmpty else { return [] }
        return [
            .init(
                message: "links that lead out of the folder `\(folder)`, which is the app: \(paths.shown(Self.linksShownMax))",
                hint: "what they lead to is not part of the app: put the files themselves into the folder"
            )
        ]
    }

    private static let linksShownMax = 5

    /// The same tree without the entries at these paths.
    package func without(_ paths: Set<String>) -> SourceTree {
        paths.isEmpty ? SourceTree(index, read: read) : SourceTree(entries.filter { !paths.contains($0.path) }, read: read)
    }
}
