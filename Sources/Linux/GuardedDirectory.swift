import Glibc

/// A directory in a place where an unprivileged user could put something else meanwhile: opened once, without following a
/// link, and worked in by its descriptor. Names are single file names.
package struct GuardedDirectory: ~Copyable {
    private let path: String
    private let directory: Descriptor

    /// Opens `name` in a directory whose path nobody else can change.
    ///
    /// - Parameter owner: the user that it has to belong to; nil: any.
    /// - Throws: ENOENT where it is not there, ENOTDIR or ELOOP where it is something else, EPERM where it is somebody else's.
    package static func open(_ name: String, in parent: String, owner: uid_t? = nil) throws(SystemError) -> GuardedDirectory {
        let path = "\(parent)/\(name)"
        let directory = try Descriptor.open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
        var status = stat()
        guard fstat(directory.number, &status) == 0 else { throw SystemError("look at", path) }
        guard owner == nil || status.st_uid == owner else { throw SystemError("use", path, code: EPERM) }
        return GuardedDirectory(path: path, directory: directory)
    }

    private init(path: String, directory: consuming Descriptor) {
        self.path = path
        self.directory = directory
    }

    /// The names of what is in it, sorted.
    package func list() throws(SystemError) -> [String] {
        // By the descriptor's own path: the one that it was opened by may lead elsewhere by now.
        try Files.list("/proc/self/fd/\(directory.number)/.")
    }

    package func has(_ name: String) -> Bool {
        var status = stat()
        return fstatat(directory.number, name, &status, AT_SYMLINK_NOFOLLOW) == 0
    }

    package func setAccess(mode: mode_t, owner: (uid_t, gid_t)) throws(SystemError) {
        guard fchown(directory.number, owner.0, owner.1) == 0, fchmod(directory.number, mode) == 0 else {
            throw SystemError("set the owner and mode of", path)
        }
    }

    /// Replaces a file in one step, or makes it.
    package func replace(_ name: String, with bytes: [UInt8], mode: mode_t, owner: (uid_t, gid_t)) throws(SystemError) {
        let temporary = ".\(name).new"
        try remove(temporary)
        let number = openat(directory.number, temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard number >= 0 else { throw SystemError("make", "\(path)/\(temporary)") }
        do {
            let file = Descriptor(owning: number)
            guard fchown(file.number, owner.0, owner.1) == 0, fchmod(file.number, mode) == 0 else {
                throw SystemError("set the owner and mode of", "\(path)/\(temporary)")
            }
            try file.write(all: bytes)
            guard fsync(file.number) == 0 else { throw SystemError("sync", "\(path)/\(temporary)") }
        }
        guard renameat(directory.number, temporary, directory.number, name) == 0, fsync(directory.number) == 0 else {
            throw SystemError("rename", "\(path)/\(temporary)")
        }
    }

    package func remove(_ name: String) throws(SystemError) {
        guard unlinkat(directory.number, name, 0) == 0 || errno == ENOENT else { throw SystemError("remove", "\(path)/\(name)") }
    }
}
