import Model

/// The files of a tree that buildpacks have names for; each set is made once.
final class FileSets {
    private let tree: SourceTree
    private let search: TextSearch
    private let sets: [String: [String: Buildpack.FileSet]]
    private var known: [String: [String]] = [:]
    /// Of the sets that were asked for, in order.
    private(set) var faults: [FollowFault] = []

    init(_ tree: SourceTree, _ search: TextSearch, _ sets: [String: [String: Buildpack.FileSet]]) {
        self.tree = tree
        self.search = search
        self.sets = sets
    }

    /// - Parameter name: `ID:NAME`.
    func paths(_ name: String) throws(Failure) -> [String] {
        if let paths = known[name] { return paths }
        let parts = name.split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2, let set = sets[parts[0]]?[parts[1]] else {
            throw Failure(
                .invalid,
                "there is no set of files `@\(name)`",
                hint: NearestWord.hint(for: parts.last ?? "", among: parts.first.flatMap { sets[$0]?.keys.sorted() } ?? [])
            )
        }
        let paths = try paths(of: set)
        known[name] = paths
        return paths
    }

    private func paths(of set: Buildpack.FileSet) throws(Failure) -> [String] {
        let except = set.except.map { Glob($0) }
        var paths: [String] = []
        var seen: Set<String> = []
        func add(_ path: String) {
            if paths.count < Buildpack.FileSet.filesMax, seen.insert(path).inserted { paths.append(path) }
        }
        for glob in set.globs {
            let glob = Glob(glob)
            // Nearer to the root goes first.
            let found = try tree.all(matching: glob).filter { path in !except.contains { $0.covers(path) } && isSmall(path, glob) }
            for path in found.sorted(by: { (Self.depth($0), $0) < (Self.depth($1), $1) }) { add(path) }
        }
        // Of each file that is named, the one that named it first.
        var namers: [String: String] = [:]
        var next = 0
        while next < paths.count, set.follow != nil || set.leads != nil {
            let path = paths[next]
            next += 1
            guard let bytes = try tree.contents(path) else { continue }
            // Where a set leads to wheels as well, what is no text is meant.
            if set.follow != nil, set.leads == nil, let fault = noText(path, bytes) { note(fault) }
            let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
            for (pattern, base) in [(set.follow, folder), (set.leads, "")] {
                guard let pattern else { continue }
                for match in try search.matches(of: pattern, in: path, atMost: Buildpack.FileSet.filesMax) {
                    let target = match.match.trimmed
                    let named = Self.joined(base, target)
                    guard let named, try isThere(named) else {
                        if pattern == set.follow, let kind = Self.kind(target, named) {
                            note(FollowFault(path: path, line: match.line, target: target, kind: kind))
                        }
                        continue
                    }
                    if pattern == set.follow, sequence(first: path, next: { namers[$0] }).contains(named) {
                        note(FollowFault(path: path, line: match.line, target: target, kind: .isItself))
                    } else if !seen.contains(named) {
                        namers[named] = path
                    }
                    add(named)
                }
            }
        }
        return paths
    }

    /// Several sets read the same files.
    private func note(_ fault: FollowFault) {
        if !faults.contains(fault), faults.count < Self.faultsMax { faults.append(fault) }
    }

    private static let faultsMax = 10

    private func noText(_ path: String, _ bytes: [UInt8]) -> FollowFault? {
        guard !bytes.starts(with: [0xFF, 0xFE]), !bytes.starts(with: [0xFE, 0xFF]) else { return nil }
        guard let fault = SourceText(file: path, bytes: bytes).encodingFault, !bytes.starts(with: [0xEF, 0xBB, 0xBF]) else { return nil }
        return FollowFault(path: path, line: fault.line, target: fault.message, kind: .isNoText)
    }

    /// Why it is not there; nil for addresses, and for names that are known once a step runs.
    private static func kind(_ target: String, _ named: String?) -> FollowFault.Kind? {
        guard !target.contains("://"), !target.contains("$") else { return nil }
        return named == nil ? .leadsOut : .isMissing
    }

    /// What only matches a glob may be large, and then is not what is looked for.
    private static let bytesMax: Int64 = 256 << 10

    private func isSmall(_ path: String, _ glob: Glob) -> Bool {
        glob.literal != nil || tree.entry(path).map { $0.bytes <= Self.bytesMax } ?? true
    }

    private func isThere(_ path: String) throws(Failure) -> Bool {
        if try tree.first(matching: Glob(path)) != nil { return true }
        // Of submodules it is known once they are fetched.
        if tree.submodules.contains(where: { path.hasPrefix($0.path + "/") }) { return true }
        return try tree.first(matching: Glob(path + "/")) != nil
    }

    private static func depth(_ path: String) -> Int { path.utf8.count { $0 == UInt8(ascii: "/") } }

    /// Nil for what leads out of the app, the app's root itself, and names that would be patterns.
    private static func joined(_ folder: String, _ path: String) -> String? {
        guard !path.hasPrefix("/"), !path.unicodeScalars.contains(where: { "*?[".unicodeScalars.contains($0) }) else { return nil }
        var parts = folder.split(separator: "/")
        for part in path.split(separator: "/") where part != "." {
            if part == ".." { guard parts.popLast() != nil else { return nil } } else { parts.append(part) }
        }
        return parts.isEmpty ? nil : parts.joined(separator: "/")
    }
}
