import Glibc

/// A temporary directory that is its maker's business for as long as that one lives, however it dies: the maker holds a
/// lock on it. A process id in its name would not do, since the ids of other namespaces say nothing here.
package struct OwnedDirectory: ~Copyable, Sendable {
    package let path: String
    private let lock: Descriptor

    private init(_ path: String, _ lock: consuming Descriptor) {
        self.path = path
        self.lock = lock
    }

    /// As a file's lock: a copy of the descriptor in a child that is being started must not keep it.
    deinit { _ = flock(lock.number, LOCK_UN) }

    /// Makes `PARENT/NAME` with a suffix that nobody else has.
    package static func make(in parent: String, _ name: String, mode: mode_t = 0o755) throws(SystemError) -> OwnedDirectory {
        while true {
            let path = "\(parent)/\(name)-\(Moment.wallMicroseconds())"
            try Files.makeDirectory(path, mode: mode)
            // Whoever sweeps may have come between the two; then another directory is made.
            if let lock = try take(path) { return OwnedDirectory(path, lock) }
        }
    }

    /// Removes the directories below `parent` whose makers have died.
    ///
    /// - Parameter isKept: those that are somebody's all the same, by their names.
    package static func sweep(_ parent: String, except isKept: (String) -> Bool = { _ in false }) throws(SystemError) {
        for name in try Files.list(parent) where !isKept(name) {
            guard let lock = try take("\(parent)/\(name)") else { continue }
            try Files.removeTree("\(parent)/\(name)")
            _ = consume lock
        }
    }

    /// nil where somebody holds it, or it is not there any more.
    private static func take(_ path: String) throws(SystemError) -> Descriptor? {
        let directory: Descriptor
        do throws(SystemError) {
            directory = try Descriptor.open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
        } catch  where error.code == ENOENT {
            return nil
        }
        guard flock(directory.number, LOCK_EX | LOCK_NB) == 0 else {
            if errno == EWOULDBLOCK { return nil }
            throw SystemError("lock", path)
        }
        var held = stat()
        guard fstat(directory.number, &held) == 0 else { throw SystemError("look at", path) }
        guard Files.status(path)?.st_ino == held.st_ino else { return nil }
        return directory
    }
}
