import Glibc
import Linux
import Model

/// Who uses what in a store, so that layers that nobody names can go.
extension LayerStore {
    /// Another installation's list counts for so long after it was written, where its root is not to be seen from here, and as long again
    /// after somebody has found that: of a clock that was set ahead, or a machine that was off, one look knows nothing.
    private static let unseenSeconds: Int64 = 24 * 3600
    /// Of files that say since when a list has been found to be too old.
    private static let doubt = ".old-"

    private var uses: String { directory + "/.uses" }
    private func mark(_ key: String) -> String { "\(directory)/\(key)/used" }

    /// Whether there is a layer, which is in use from now on: nobody removes it for a day, by when a row names it.
    package func use(_ key: String) throws -> Bool {
        guard exists(key) else { return false }
        // Behind whoever removes it at this moment.
        let lock = try acquire(key) {}
        defer { withExtendedLifetime(lock) {} }
        guard exists(key) else { return false }
        let file = try Descriptor.open(mark(key), O_WRONLY | O_CREAT)
        guard futimens(file.number, nil) == 0 else { throw SystemError("set the time of", mark(key)) }
        return true
    }

    /// Microseconds since 1970.
    package func usedAt(_ key: String) -> Int64? { Files.status(mark(key)).map { Int64($0.st_mtim.tv_sec) * 1_000_000 } }

    /// Says which layers an installation names, to those who share the store.
    package func say(_ named: Set<String>, by root: String) throws {
        try Files.makeDirectory(uses, mode: 0o700)
        let text = ([root] + named.sorted()).joined(separator: "\n") + "\n"
        try Files.replace("\(uses)/\(SHA256.hex(of: root).prefix(32))", with: text)
    }

    /// What all other installations have said. The list of one that is gone goes.
    package func namedByOthers(than root: String) throws -> Set<String> {
        var named: Set<String> = []
        for name in try Files.list(uses) where !name.hasPrefix(Self.doubt) {
            let path = "\(uses)/\(name)"
            // Gone since it was listed, with its installation.
            guard let status = Files.status(path), let text = try? Files.text(path) else { continue }
            let lines = text.split(separator: "\n").map(String.init)
            guard let owner = lines.first, owner != root else { continue }
            // It may be of another container, whose places are not ours.
            let isSeen = Files.exists(owner + "/renga.db")
            guard try isSeen || counts(name, writtenAt: Int64(status.st_mtim.tv_sec)) else {
                try Files.remove(path)
                continue
            }
            named.formUnion(lines.dropFirst())
        }
        return named
    }

    /// Whether a list of an installation that is not to be seen counts still.
    private func counts(_ name: String, writtenAt: Int64) throws -> Bool {
        let now = Moment.wallMicroseconds() / 1_000_000
        let doubt = "\(uses)/\(Self.doubt)\(name)"
        let doubted = try Files.exists(doubt) ? Files.text(doubt) : nil
        guard writtenAt + Self.unseenSeconds <= now else {
            if doubted != nil { try Files.remove(doubt) }
            return true
        }
        guard doubted == "\(writtenAt)", let since = Files.status(doubt).map({ Int64($0.st_mtim.tv_sec) }) else {
            try Files.replace(doubt, with: "\(writtenAt)")
            return true
        }
        guard since + Self.unseenSeconds <= now else { return true }
        try Files.remove(doubt)
        return false
    }

    /// Removes a layer where `isGone` still says so once nobody can begin to use it.
    /// - Returns: whether it did.
    package func remove(_ key: String, where isGone: () throws -> Bool) throws -> Bool {
        guard let grave = try bury(key, where: isGone) else { return false }
        defer { withExtendedLifetime(grave) {} }
        // Whoever makes the layer anew does not wait for that.
        try Files.removeTree(grave.path)
        return true
    }

    /// Puts a layer aside that is to be removed.
    private func bury(_ key: String, where isGone: () throws -> Bool) throws -> OwnedDirectory? {
        let lock = try acquire(key) {}
        defer { withExtendedLifetime(lock) {} }
        guard try isGone(), Files.exists("\(directory)/\(key)") else { return nil }
        let grave = try makeTemporary(key)
        try Files.rename("\(directory)/\(key)", to: "\(grave.path)/removed")
        return grave
    }

    /// Removes what apt keeps for the next time of packages that it has not fetched for long, and all of it where its stack
    /// is gone.
    package func sweepPackageArchives(olderThanSeconds age: Int64) throws {
        for name in try Files.list(directory) where name.hasPrefix(".apt-") {
            let stack = String(name.dropFirst(".apt-".count))
            guard let lock = try FileLock.trying(for: "\(directory)/.locks/apt-\(stack)") else { continue }
            defer { withExtendedLifetime(lock) {} }
            guard exists(stack) else {
                try Files.removeTree("\(directory)/\(name)")
                continue
            }
            let archives = "\(directory)/\(name)/archives"
            for file in try Files.list(archives) where file.hasSuffix(".deb") {
                guard let status = Files.status("\(archives)/\(file)") else { continue }
                if Int64(status.st_ctim.tv_sec) + age < Moment.wallMicroseconds() / 1_000_000 { try Files.remove("\(archives)/\(file)") }
            }
        }
    }
}
