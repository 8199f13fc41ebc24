import Glibc

extension Files {
    /// Makes a directory and its parents. An existing one is left as it is, but for the mode and owner that are asked for.
    package static func makeDirectory(_ path: String, mode: mode_t = 0o755, owner: (uid_t, gid_t)? = nil)
        throws(SystemError)
    {
        if mkdir(path, mode) != 0 {
            switch errno {
            case EEXIST where isDirectory(path): break
            case ENOENT where path != "/":
                try makeDirectory(parent(of: path))
                guard mkdir(path, mode) == 0 || errno == EEXIST else { throw SystemError("make the directory", path) }
            default: throw SystemError("make the directory", path)
            }
        }
        guard chmod(path, mode) == 0 else { throw SystemError("set the mode of", path) }
        if let (user, group) = owner, chown(path, user, group) != 0 { throw SystemError("set the owner of", path) }
    }

    /// The names in a directory, sorted, without `.` and `..`; none where there is no such directory.
    package static func list(_ path: String) throws(SystemError) -> [String] {
        guard let directory = opendir(path) else {
            if errno == ENOENT { return [] }
            throw SystemError("list", path)
        }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// Removes a tree without following any link and without crossing into what is mounted below it.
    package static func removeTree(_ path: String) throws(SystemError) {
        guard let status = status(path) else { return }
        guard status.st_mode & S_IFMT == S_IFDIR else { return try remove(path) }
        let parentNumber = try Descriptor.open(parent(of: path), O_RDONLY | O_DIRECTORY)
        try removeEntry(name(of: path), in: parentNumber.number, device: status.st_dev, shown: path)
    }

    private static func removeEntry(_ name: String, in parent: Int32, device: dev_t, shown: String) throws(SystemError) {
        if unlinkat(parent, name, 0) == 0 || errno == ENOENT { return }
        guard errno == EISDIR || errno == EPERM else { throw SystemError("remove", shown) }
        let number = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard number >= 0 else { throw SystemError("open", shown) }
        var status = stat()
        guard fstat(number, &status) == 0, status.st_dev == device else {
            _ = close(number)
            throw SystemError("remove", "\(shown) (something is mounted there)", code: EBUSY)
        }
        guard let directory = fdopendir(number) else {
            _ = close(number)
            throw SystemError("open", shown)
        }
        defer { closedir(directory) }
        try removeEntries(of: directory, device: device, shown: shown)
        guard unlinkat(parent, name, AT_REMOVEDIR) == 0 || errno == ENOENT else { throw SystemError("remove", shown) }
    }

    private static func removeEntries(of directory: OpaquePointer, device: dev_t, shown: String) throws(SystemError) {
        while let entry = readdir(directory) {
            // File names are bytes, not text: the raw name goes back to the kernel.
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { strdup($0) }
            }
            defer { free(name) }
            guard let name, strcmp(name, ".") != 0, strcmp(name, "..") != 0 else { continue }
            try removeRaw(name, in: dirfd(directory), device: device, shown: shown)
        }
    }

    /// Removes what a directory has under a name, which is any bytes; `device` as in `removeTree`.
    static func removeRaw(_ name: UnsafeMutablePointer<CChar>, in parent: Int32, device: dev_t, shown: String)
        throws(SystemError)
    {
        if unlinkat(parent, name, 0) == 0 || errno == ENOENT { return }
        let path = shown + "/" + String(cString: name)
        guard errno == EISDIR || errno == EPERM else { throw SystemError("remove", path) }
        let number = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard number >= 0 else { throw SystemError("open", path) }
        var status = stat()
        guard fstat(number, &status) == 0, status.st_dev == device, let directory = fdopendir(number) else {
            _ = close(number)
            throw SystemError("remove", "\(path) (something is mounted there)", code: EBUSY)
        }
        defer { closedir(directory) }
        try removeEntries(of: directory, device: device, shown: path)
        guard unlinkat(parent, name, AT_REMOVEDIR) == 0 || errno == ENOENT else { throw SystemError("remove", path) }
    }

    /// Bytes on disk below a directory (512-byte blocks × 512), links not followed; nil where it is over `limit` already.
    package static func usage(_ path: String, limit: Int64 = .max) -> Int64? {
        var total: Int64 = 0
        var pending = [path]
        while let directory = pending.popLast() {
            guard let names = try? list(directory) else { continue }
            for name in names {
                guard let status = status("\(directory)/\(name)") else { continue }
                total += Int64(status.st_blocks) * 512
                if total > limit { return nil }
                if status.st_mode & S_IFMT == S_IFDIR { pending.append("\(directory)/\(name)") }
            }
        }
        return total
    }
}
