import Glibc

/// The file system, by absolute paths.
package enum Files {
    package static func exists(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }

    package static func status(_ path: String) -> stat? {
        var status = stat()
        return lstat(path, &status) == 0 ? status : nil
    }

    package static func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// The whole file; a file over `limit` bytes is an error (EFBIG), never a shortened answer.
    package static func read(_ path: String, limit: Int = 64 << 20) throws(SystemError) -> [UInt8] {
        let file = try Descriptor.open(path, O_RDONLY)
        var all: [UInt8] = []
        while let part = try readSome(from: file.number), !part.isEmpty {
            all += part
            guard all.count <= limit else { throw SystemError("read", path, code: EFBIG) }
        }
        return all
    }

    package static func text(_ path: String, limit: Int = 64 << 20) throws(SystemError) -> String {
        String(decoding: try read(path, limit: limit), as: UTF8.self)
    }

    /// Replaces a file so that a reader sees the old bytes or the new bytes, never a mixture, even after a power cut.
    package static func replace(
        _ path: String,
        with bytes: [UInt8],
        mode: mode_t = 0o644,
        owner: (uid_t, gid_t)? = nil,
        isDurable: Bool = true
    ) throws(SystemError) {
        let new = try TemporaryFile.make(beside: path)
        do throws(SystemError) {
            if let (user, group) = owner, fchown(new.file.number, user, group) != 0 {
                throw SystemError("set the owner of", new.path)
            }
            guard fchmod(new.file.number, mode) == 0 else { throw SystemError("set the mode of", new.path) }
            try new.file.write(all: bytes)
            try new.place(at: path, isDurable: isDurable)
        } catch {
            new.remove()
            throw error
        }
    }

    package static func replace(
        _ path: String,
        with text: String,
        mode: mode_t = 0o644,
        owner: (uid_t, gid_t)? = nil,
        isDurable: Bool = true
    ) throws(SystemError) {
        try replace(path, with: Array(text.utf8), mode: mode, owner: owner, isDurable: isDurable)
    }

    package static func syncDirectory(_ path: String) throws(SystemError) {
        let directory = try Descriptor.open(path, O_RDONLY | O_DIRECTORY)
        guard fsync(directory.number) == 0 else { throw SystemError("sync", path) }
    }

    package static func rename(_ old: String, to new: String) throws(SystemError) {
        guard Glibc.rename(old, new) == 0 else { throw SystemError("rename \(old) to", new) }
    }

    package static func remove(_ path: String) throws(SystemError) {
        guard unlink(path) == 0 || errno == ENOENT else { throw SystemError("remove", path) }
    }

    /// Makes a symbolic link, in place of an older one if there is one, in one step.
    package static func link(_ path: String, to target: String) throws(SystemError) {
        var temporary = TemporaryFile.name(beside: path)
        while symlink(target, temporary) != 0 {
            guard errno == EEXIST else { throw SystemError("link", path) }
            temporary = TemporaryFile.name(beside: path)
        }
        do throws(SystemError) {
            try rename(temporary, to: path)
        } catch {
            // Best effort: the error that brought us here is the one to report.
            _ = unlink(temporary)
            throw error
        }
    }

    package static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
        return String(path[..<slash])
    }

    package static func name(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
    }
}

extension Files {
    /// The path without links and dots; nil where there is nothing.
    package static func real(_ path: String) -> String? {
        guard let pointer = realpath(path, nil) else { return nil }
        defer { free(pointer) }
        return String(cString: pointer)
    }
}
