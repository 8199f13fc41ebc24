import Glibc
import Linux

extension LayerStore {
    /// Above so many names, waiting for all that anybody writes to the disk is cheaper than asking for each.
    private static let namesMax = 200

    private func syncMark(_ key: String) -> String { "\(directory)/\(key)/synced" }

    /// Waits until the disk has layers that were made without waiting for it. Small ones are asked for by their files: others
    /// may be writing much on the same disk, and a push is not to wait for that.
    package func sync(_ keys: [String]) throws {
        for key in keys where !Files.exists(syncMark(key)) {
            guard exists(key) else { throw SystemError("sync", path(key), code: ENOENT) }
            var left = Self.namesMax
            if try !sync("\(directory)/\(key)", &left) { try Files.syncFileSystem(of: directory) }
            // Not synced itself: without it the next push asks once more.
            _ = try Descriptor.open(syncMark(key), O_WRONLY | O_CREAT, mode: 0o600)
        }
        try Files.syncDirectory(directory)
    }

    /// Files before the directory that names them. False: there are too many.
    private func sync(_ folder: String, _ left: inout Int) throws(SystemError) -> Bool {
        for name in try Files.list(folder) {
            guard left > 0 else { return false }
            left -= 1
            let path = "\(folder)/\(name)"
            guard let kind = Files.status(path)?.st_mode else { continue }
            switch kind & S_IFMT {
            case S_IFDIR:
                guard try sync(path, &left) else { return false }
            case S_IFREG:
                let file = try Descriptor.open(path, O_RDONLY | O_NOFOLLOW)
                guard fsync(file.number) == 0 else { throw SystemError("sync", path) }
            // Links and what hides a name are in their directory.
            default: break
            }
        }
        try Files.syncDirectory(folder)
        return true
    }
}
