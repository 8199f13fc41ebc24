import Glibc
import Linux

extension LayerStore {
    /// Above so many names, waiting for all that anybody writes to the disk is cheaper than asking for each.
    private static let namesMax = 200

    /// In a layer that the disk may not have yet: the boot of the machine that has it in memory. The disk has this name when it
    /// has that of `layer.json`, and is rid of it when it has all the rest.
    private static let mark = "unsynced"

    func markUnsynced(_ folder: String) throws(SystemError) {
        let file = try Descriptor.open("\(folder)/\(Self.mark)", O_WRONLY | O_CREAT, mode: 0o600)
        try file.write(all: Array(try ProcessIdentity.bootID().utf8))
    }

    /// The machine stopped before the disk had it: its names are there, and what they name may be empty.
    func isCutShort(_ key: String) -> Bool {
        do throws(SystemError) {
            return try Files.text("\(directory)/\(key)/\(Self.mark)", limit: 64) != ProcessIdentity.bootID()
        } catch {
            // Where nobody can say, it is made again.
            return error.code != ENOENT
        }
    }

    /// Waits until the disk has layers that were made without waiting for it. Small ones are asked for by their files: others
    /// may be writing much on the same disk, and a push is not to wait for that.
    package func sync(_ keys: [String]) throws {
        for key in keys {
            guard exists(key) else { throw SystemError("sync", path(key), code: ENOENT) }
            let folder = "\(directory)/\(key)"
            guard Files.exists("\(folder)/\(Self.mark)") else { continue }
            var left = Self.namesMax
            if try !syncContents(of: folder, &left) { try Files.syncFileSystem(of: directory) }
            try Files.remove("\(folder)/\(Self.mark)")
            try Files.syncDirectory(folder)
        }
        try Files.syncDirectory(directory)
    }

    /// Files before the directory that names them, and all but the outermost. False: there are too many.
    private func syncContents(of folder: String, _ left: inout Int) throws(SystemError) -> Bool {
        for name in try Files.list(folder) {
            guard left > 0 else { return false }
            left -= 1
            let path = "\(folder)/\(name)"
            guard let kind = Files.status(path)?.st_mode else { continue }
            switch kind & S_IFMT {
            case S_IFDIR:
                guard try syncContents(of: path, &left) else { return false }
                try Files.syncDirectory(path)
            case S_IFREG:
                let file = try Descriptor.open(path, O_RDONLY | O_NOFOLLOW)
                guard fsync(file.number) == 0 else { throw SystemError("sync", path) }
            // Links and what hides a name are in their directory.
            default: break
            }
        }
        return true
    }
}
