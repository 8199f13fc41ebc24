import Model

/// Follows the symbolic links of a tree, as whoever opens a path in it would.
final class SourceLinks {
    /// Where a path leads.
    struct Walk {
        /// The file at its end; nil for a folder, or nothing.
        var file: SourceTree.Entry?
        /// The folder at its end.
        var folder: String?
        /// The links on the way, in order.
        var links: [SourceTree.Entry] = []
        var fault: LinkFault?
    }

    /// A path that exists through links alone.
    struct Alias {
        let path: String
        let file: SourceTree.Entry
        let links: [SourceTree.Entry]
    }

    /// Linux's own limit for one path.
    private static let hopsMax = 40
    private static let targetBytesMax: Int64 = 4096
    /// Links that patterns are tried on; entries that are looked at behind them. A tree of links to folders of links has no
    /// end, whether there are files in it or not.
    private static let linksMax = 1_000
    private static let looksMax = 20_000

    private let index: EntryIndex
    private let read: (SourceTree.Entry) throws(Failure) -> [UInt8]
    private var targets: [String: String] = [:]
    private lazy var links = Array(index.entries.lazy.filter { $0.kind == .symlink }.prefix(Self.linksMax))
    /// Links at names that were asked for and that lead nowhere, by name.
    private(set) var faults: [String: LinkFault] = [:]

    init(_ index: EntryIndex, read: @escaping (SourceTree.Entry) throws(Failure) -> [UInt8]) {
        self.index = index
        self.read = read
    }

    /// All that lead out of the tree, asked for or not.
    func leadingOut() throws(Failure) -> [String] {
        let asked = faults
        defer { faults = asked }
        var paths: [String] = []
        for link in links where try follow(link.path).fault?.kind == .leadsOut { paths.append(link.path) }
        return paths
    }

    /// A fault is remembered where the path was asked for, and not where a pattern passed by.
    func follow(_ path: String) throws(Failure) -> Walk {
        let walk = try walk(path)
        if let fault = walk.fault, !walk.links.isEmpty { faults[path] = fault }
        return walk
    }

    private func walk(_ path: String) throws(Failure) -> Walk {
        var walk = Walk()
        var ahead = Self.names(path)
        var here: [Substring] = []
        while let name = ahead.popLast() {
            if name == "." { continue }
            if name == ".." {
                guard here.popLast() != nil else { return broken(walk, path, .leadsOut) }
                continue
            }
            here.append(name)
            let place = here.joined(separator: "/")
            guard let link = entry(place), link.kind == .symlink else {
                // Behind what is not there is nothing, `..` neither.
                if entry(place) == nil, below(place).isEmpty { break }
                continue
            }
            walk.links.append(link)
            guard walk.links.count <= Self.hopsMax else { return broken(walk, path, .loops) }
            let target = try target(of: link)
            guard !target.hasPrefix("/") else { return broken(walk, path, .leadsOut) }
            guard !target.isEmpty else { return broken(walk, path, .dangles) }
            here.removeLast()
            ahead += Self.names(target)
        }
        return arrived(walk, at: here.joined(separator: "/"), path)
    }

    private func arrived(_ walk: Walk, at place: String, _ path: String) -> Walk {
        var walk = walk
        switch entry(place)?.kind {
        case .file?, .executable?: walk.file = entry(place)
        case .submodule?: return walk.links.isEmpty ? walk : broken(walk, path, .intoSubmodule)
        case .symlink?, nil:
            if place.isEmpty || !below(place).isEmpty {
                walk.folder = place
            } else if !walk.links.isEmpty {
                return broken(walk, path, .dangles)
            }
        }
        return walk
    }

    private func broken(_ walk: Walk, _ path: String, _ kind: LinkFault.Kind) -> Walk {
        var walk = walk
        let link = walk.links.first
        walk.fault = LinkFault(
            path: path,
            link: link?.path ?? path,
            target: walk.links.last.flatMap { targets[$0.path] } ?? "",
            kind: kind
        )
        return walk
    }

    /// What links add to the paths that one of these patterns matches.
    func aliases(_ globs: [Glob]) throws(Failure) -> [Alias] {
        var search = Search()
        for link in links where globs.contains(where: { $0.reaches(link.path) }) {
            try collect(link.path, [], inside: [], &search)
        }
        return search.found.filter { alias in globs.contains { $0.covers(alias.path) } }
    }

    private struct Search {
        var found: [Alias] = []
        var looks = 0
    }

    private func collect(
        _ path: String,
        _ passed: [SourceTree.Entry],
        inside folders: Set<String>,
        _ search: inout Search
    ) throws(Failure) {
        let real = passed.isEmpty ? path : passed[passed.count - 1].path
        let walk = try walk(real)
        let links = passed + walk.links
        guard links.count <= Self.hopsMax else { return }
        if let file = walk.file { search.found.append(Alias(path: path, file: file, links: links)) }
        guard let folder = walk.folder, !folders.contains(folder), !"\(real)/".hasPrefix("\(folder)/"), !folder.isEmpty else { return }
        for entry in below(folder) {
            guard search.looks < Self.looksMax else { return }
            search.looks += 1
            let alias = path + entry.path.dropFirst(folder.count)
            switch entry.kind {
            case .file, .executable: search.found.append(Alias(path: alias, file: entry, links: links))
            case .symlink: try collect(alias, links + [entry], inside: folders.union([folder]), &search)
            case .submodule: break
            }
        }
    }

    private func target(of link: SourceTree.Entry) throws(Failure) -> String {
        if let known = targets[link.path] { return known }
        // No path of Linux is longer: such a link leads nowhere.
        let target = link.bytes > Self.targetBytesMax ? "" : EscapedPath.escape(try read(link))
        targets[link.path] = target
        return target
    }

    private func entry(_ path: String) -> SourceTree.Entry? { index.entry(path) }

    /// The entries of a folder, those of its folders included.
    private func below(_ folder: String) -> ArraySlice<SourceTree.Entry> { index.entries[index.below(folder)] }

    /// The last first.
    private static func names(_ path: String) -> [Substring] { path.split(separator: "/").reversed() }
}
