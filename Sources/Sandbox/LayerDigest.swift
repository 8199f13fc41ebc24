import Glibc
import Linux
import Model

/// What a layer's tree is, in 64 digits: every name with its kind, owner, mode, and its content, target or device. Times are left
/// out, since no build depends on them.
enum LayerDigest {
    private static let partBytes = 1 << 18

    /// Takes as long as reading all of it does.
    /// - Parameter isCancelled: asked file by file; then there is none.
    static func of(_ tree: String, isCancelled: () -> Bool = { false }) throws -> String? {
        // In the order of the digests: a directory has its names in any.
        var entries: [[UInt8]] = []
        var wasCancelled = false
        try TreeWalk.walk(tree) { entry in
            wasCancelled = isCancelled()
            if !wasCancelled { entries.append(try digest(entry)) }
            return !wasCancelled
        }
        guard !wasCancelled else { return nil }
        var whole = SHA256()
        for entry in entries.sorted(by: { $0.lexicographicallyPrecedes($1) }) { whole.update(entry) }
        return whole.finishHex()
    }

    private static func digest(_ entry: TreeWalk.Entry) throws -> [UInt8] {
        let status = entry.status
        let isFile = status.st_mode & S_IFMT == S_IFREG
        var hash = SHA256()
        hash.update(entry.path + [0])
        hash.update("\(status.st_mode) \(status.st_uid) \(status.st_gid) \(status.st_rdev) \(isFile ? status.st_size : 0)\0")
        switch status.st_mode & S_IFMT {
        case S_IFREG: try add(entry, to: &hash)
        case S_IFLNK: hash.update(try target(entry))
        default: break
        }
        return hash.finish()
    }

    private static func add(_ entry: TreeWalk.Entry, to hash: inout SHA256) throws {
        let number = openat(entry.parent, entry.name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard number >= 0 else { throw SystemError("open", String(decoding: entry.path, as: UTF8.self)) }
        let file = Descriptor(owning: number)
        while let part = try readSome(from: file.number, limit: partBytes), !part.isEmpty { hash.update(part) }
    }

    private static func target(_ entry: TreeWalk.Entry) throws -> [UInt8] {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlinkat(entry.parent, entry.name, &buffer, buffer.count)
        guard count >= 0 else { throw SystemError("read the link", String(decoding: entry.path, as: UTF8.self)) }
        return buffer.prefix(count).map { UInt8(bitPattern: $0) }
    }
}
