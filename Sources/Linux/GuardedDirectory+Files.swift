import CLinux
import Glibc

extension GuardedDirectory {
    /// Opens a file that is one: no link, no pipe that is waited at, no device, nobody else's under a second name.
    ///
    /// - Parameters:
    ///   - flags: with O_CREAT it is made where it is not there.
    ///   - owners: whose it may be; empty: anybody's.
    package func file(_ path: String, _ flags: Int32 = O_RDONLY, mode: mode_t = 0o600, owners: [uid_t] = [])
        throws(SystemError) -> Descriptor
    {
        let file = try beneath(path, flags, mode: mode)
        var status = stat()
        guard fstat(file.number, &status) == 0 else { throw SystemError("look at", shown(path)) }
        if let words = refusal(status, owners) { throw SystemError("use", "\(shown(path)), which \(words)", code: EPERM) }
        return file
    }

    /// Why something in this directory is no file to work with; nil where it is one.
    package func refusal(_ status: stat, _ owners: [uid_t] = []) -> String? {
        switch status.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFDIR: return "is a directory"
        case S_IFLNK: return "is a link"
        case S_IFIFO: return "is a named pipe"
        case S_IFSOCK: return "is a socket"
        default: return "is a device"
        }
        if !owners.isEmpty, !owners.contains(status.st_uid) { return "belongs to uid \(status.st_uid)" }
        // Whose the directory is can give a second name in it to somebody else's file, and to their own whatever they like.
        return status.st_nlink > 1 && status.st_uid != owner ? "has a second name elsewhere" : nil
    }

    /// The whole file; one over `limit` bytes is an error (EFBIG).
    package func read(_ path: String, limit: Int, owners: [uid_t] = []) throws(SystemError) -> [UInt8] {
        let file = try file(path, owners: owners)
        var all: [UInt8] = []
        while let part = try readSome(from: file.number), !part.isEmpty {
            all += part
            guard all.count <= limit else { throw SystemError("read", shown(path), code: EFBIG) }
        }
        return all
    }

    /// Replaces a file in one step, or makes it.
    package func replace(_ path: String, with bytes: [UInt8], mode: mode_t, owner: (uid_t, gid_t)) throws(SystemError) {
        let place = try locate(path)
        var temporary = ""
        var number: Int32 = -1
        repeat {
            temporary = TemporaryFile.name(beside: ".\(place.name)")
            number = openat(place.parent.number, temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        } while number < 0 && errno == EEXIST
        guard number >= 0 else { throw SystemError("make", shown(temporary)) }
        do throws(SystemError) {
            try fill(Descriptor(owning: number), with: bytes, mode: mode, owner: owner, shown: shown(temporary))
            guard renameat(place.parent.number, temporary, place.parent.number, place.name) == 0, fsync(directory.number) == 0 else {
                throw SystemError("rename", shown(temporary))
            }
        } catch {
            // Best effort: the error that brought us here is the one to report.
            _ = unlinkat(place.parent.number, temporary, 0)
            throw error
        }
    }

    private func fill(_ file: consuming Descriptor, with bytes: [UInt8], mode: mode_t, owner: (uid_t, gid_t), shown: String)
        throws(SystemError)
    {
        guard fchown(file.number, owner.0, owner.1) == 0, fchmod(file.number, mode) == 0 else {
            throw SystemError("set the owner and mode of", shown)
        }
        try file.write(all: bytes)
        guard fsync(file.number) == 0 else { throw SystemError("sync", shown) }
    }

    /// Makes a file with this owner and mode, or gives them to the one that is there. What else is there goes.
    ///
    /// - Returns: why what was there went; nil where nothing did.
    @discardableResult
    package func settleFile(_ path: String, mode: mode_t, owner: (uid_t, gid_t)) throws(SystemError) -> String? {
        var wrong: String?
        if let status = status(path), let words = refusal(status) {
            wrong = words
            try removeTree(path)
        }
        let file = try file(path, O_RDWR | O_CREAT, mode: mode)
        guard fchown(file.number, owner.0, owner.1) == 0, fchmod(file.number, mode) == 0 else {
            throw SystemError("set the owner and mode of", shown(path))
        }
        return wrong
    }

    /// Connects to a socket that one of `owners` has made. Never waits: EAGAIN where nobody takes connections there.
    package func connect(_ path: String, owners: [uid_t]) throws(SystemError) -> Descriptor {
        let place = try beneath(path, Self.placeOnly | O_NOFOLLOW)
        var status = stat()
        guard fstat(place.number, &status) == 0 else { throw SystemError("look at", shown(path)) }
        guard status.st_mode & S_IFMT == S_IFSOCK, owners.contains(status.st_uid) else {
            let words = status.st_mode & S_IFMT == S_IFSOCK ? "belongs to uid \(status.st_uid)" : "is no socket"
            throw SystemError("connect to", "\(shown(path)), which \(words)", code: EPERM)
        }
        // The name may be another's by now; the descriptor is not.
        do throws(SystemError) {
            return try UnixSocket.connectAtOnce("/proc/self/fd/\(place.number)")
        } catch {
            throw SystemError(error.operation, shown(path), code: error.code)
        }
    }
}
