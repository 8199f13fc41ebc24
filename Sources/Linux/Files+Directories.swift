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
    package static func list(_ path: String) throws(SystemError) -> [String] { try list(path, atMost: .max).names.sorted() }

    /// As many names of a directory as are said, in no order: whose directory it is could make any number.
    ///
    /// - Returns: `isWhole`: it has no others.
    package static func list(_ path: String, atMost most: Int) throws(SystemError) -> (names: [String], isWhole: Bool) {
        guard let directory = opendir(path) else {
            if errno == ENOENT { return ([], true) }
            throw SystemError("list", path)
        }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard name != "." && name != ".." else { continue }
            if names.count >= most { return (names, false) }
            names.append(name)
        }
        return (names, true)
    }

    /// Removes a tree of any depth without following any link and without crossing into what is mounted below it.
    package static func removeTree(_ path: String) throws(SystemError) {
        guard exists(path) else { return }
        let parentNumber = try Descriptor.open(parent(of: path), O_RDONLY | O_DIRECTORY)
        try removeTree(name(of: path), in: parentNumber.number, shown: path)
    }

    static func removeTree(_ name: String, in parent: Int32, shown: String) throws(SystemError) {
        var status = stat()
        guard fstatat(parent, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
            if errno == ENOENT { return }
            throw SystemError("look at", shown)
        }
        try TreeRemoval.remove(name, in: parent, device: status.st_dev, shown: shown)
    }

    /// Removes what a directory has under a name, which is any bytes; `device` is that of its parent.
    static func removeRaw(_ name: UnsafeMutablePointer<CChar>, in parent: Int32, device: dev_t, shown: String)
        throws(SystemError)
    {
        try TreeRemoval.remove(name, in: parent, device: device, shown: shown)
    }
}
