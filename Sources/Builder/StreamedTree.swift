import Archive
import Git
import Linux
import Model
import Planning
import Sealing

/// A tree that somebody sends as a tar archive, read by the child that plans: the same entries that git would have of it, and the
/// contents of small files, as far as there is room.
struct StreamedTree {
    private(set) var list: TreeList
    private var kept: [String: [UInt8]] = [:]
    private var room: Int
    private let limits: TreeLimits

    var entries: [TreeEntry] { list.entries.sorted { $0.path.lexicographicallyPrecedes($1.path) } }

    /// - Parameter build: a quarter of the child's memory is for contents.
    static func read(_ number: Int32, _ build: Configuration.BuildLimits) throws -> StreamedTree {
        let limits = TreeLimits(build)
        var tree = StreamedTree(list: TreeList(limits: limits), room: Int(clamping: build.planMemoryBytes / 4), limits: limits)
        var stream = TarStream(number)
        var count = 0
        while let entry = try stream.next() {
            count += 1
            guard count <= 2 * limits.entriesMax else { throw GitError.tooManyFiles(limit: limits.entriesMax) }
            try tree.add(entry, &stream)
        }
        return tree
    }

    private init(list: TreeList, room: Int, limits: TreeLimits) {
        self.list = list
        self.room = room
        self.limits = limits
    }

    private mutating func add(_ entry: TarStream.Entry, _ stream: inout TarStream) throws {
        switch entry.kind {
        case .directory: return
        case .link:
            let sum = try RunningSum.gitBlob(bytes: Int64(entry.target.count))
            try sum.add(entry.target)
            let id = try sum.end()
            kept[id] = entry.target
            try list.add(TreeEntry(path: entry.path, kind: .symbolicLink, id: id, size: Int64(entry.target.count)))
        case .file, .executable:
            guard entry.size <= limits.fileBytesMax else {
                throw GitError.fileTooLarge(path: entry.path, bytes: entry.size, limit: limits.fileBytesMax)
            }
            let keeps = entry.size <= SourceTree.fileBytesMax && Int(entry.size) <= room
            let sum = try RunningSum.gitBlob(bytes: entry.size)
            var bytes: [UInt8] = []
            try stream.contents { part in
                try sum.add(part)
                if keeps { bytes += part }
            }
            let id = try sum.end()
            if keeps, kept.updateValue(bytes, forKey: id) == nil { room -= bytes.count }
            try list.add(TreeEntry(path: entry.path, kind: entry.kind == .file ? .file : .executable, id: id, size: entry.size))
        }
    }

    /// As if a folder were all of it.
    func entries(below prefix: [UInt8]) -> [TreeEntry] {
        guard !prefix.isEmpty else { return entries }
        return entries.filter { $0.path.starts(with: prefix) }.map {
            TreeEntry(path: Array($0.path.dropFirst(prefix.count)), kind: $0.kind, id: $0.id, size: $0.size)
        }
    }

    func contents(_ id: String, of path: String) throws(Failure) -> [UInt8] {
        if let bytes = kept[id] { return bytes }
        throw Failure(
            .limit,
            "`\(path)` is behind more files than a plan of a tree that is sent has room for",
            hint: "push it to a branch of another name, or send less: git archive HEAD PATH... leaves the rest out"
        )
    }

    /// What stands in for the commit that it is not.
    static var commit: PushedCommit? {
        let nothing = String(repeating: "0", count: 40)
        return CommitID(nothing).map { PushedCommit(id: $0, treeID: nothing, seconds: 0) }
    }
}
