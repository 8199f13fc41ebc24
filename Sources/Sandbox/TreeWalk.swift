import Glibc
import Linux

/// Goes over everything below a directory by the bytes of the names, following no link and staying on one file system.
enum TreeWalk {
    /// Deeper than any honest tree, shallow enough for the descriptors that a walk holds open.
    static let depthMax = 256

    struct Entry {
        /// The directory that holds it, open.
        let parent: Int32
        let name: UnsafePointer<CChar>
        /// From the root of the walk to its directory, ending in a slash unless empty.
        let directory: [UInt8]
        let status: stat

        var isDirectory: Bool { status.st_mode & S_IFMT == S_IFDIR }
        var path: [UInt8] {
            directory + UnsafeBufferPointer(start: name, count: strlen(name)).map { UInt8(bitPattern: $0) }
        }
    }

    /// Calls `visit` for every entry, a directory before what is in it, until that answers false.
    static func walk(_ root: String, _ visit: (Entry) throws -> Bool) throws {
        let number = open(root, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard number >= 0 else { throw SystemError("open", root) }
        var status = stat()
        guard fstat(number, &status) == 0 else {
            _ = close(number)
            throw SystemError("look at", root)
        }
        _ = try walk(number, [], status.st_dev, 0, root, visit)
    }

    /// Owns `number`. Answers false to end the whole walk.
    private static func walk(
        _ number: Int32,
        _ directory: [UInt8],
        _ device: dev_t,
        _ depth: Int,
        _ root: String,
        _ visit: (Entry) throws -> Bool
    ) throws -> Bool {
        func shown() -> String { "\(root)/\(String(decoding: directory, as: UTF8.self))" }
        guard let stream = fdopendir(number) else {
            _ = close(number)
            throw SystemError("list", shown())
        }
        defer { closedir(stream) }
        guard depth < depthMax else { throw SystemError("descend into", shown(), code: ELOOP) }
        let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 19
        while let item = readdir(stream) {
            let name = UnsafeRawPointer(item).advanced(by: offset).assumingMemoryBound(to: CChar.self)
            if strcmp(name, ".") == 0 || strcmp(name, "..") == 0 { continue }
            var status = stat()
            // Gone since it was listed: somebody may be at work in there.
            guard fstatat(number, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { continue }
            let entry = Entry(parent: number, name: name, directory: directory, status: status)
            guard try visit(entry) else { return false }
            guard entry.isDirectory, status.st_dev == device else { continue }
            let inner = openat(number, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            guard inner >= 0 else {
                if errno == ENOENT || errno == ENOTDIR || errno == ELOOP { continue }
                throw SystemError("open", shown())
            }
            guard try walk(inner, entry.path + [UInt8(ascii: "/")], device, depth + 1, root, visit) else { return false }
        }
        return true
    }
}
