import Glibc
import Linux

/// The ledger's files, which are their owner's alone, whoever opens them first and with whatever umask.
struct LedgerFiles {
    /// Without links: SQLite puts its other files beside the file itself.
    let path: String

    init(_ path: String) { self.path = Files.real(path) ?? path }

    /// - Returns: what others could read until now, in words.
    func close() throws(SystemError) -> [String] {
        var said: [String] = []
        // SQLite gives the files that it makes beside it the mode of the first.
        for path in [path, path + "-wal", path + "-shm"] {
            guard let mode = Files.status(path)?.st_mode, mode & 0o077 != 0 else { continue }
            guard chmod(path, 0o600) == 0 else { throw SystemError("set the mode of", path) }
            said.append("\(path) could be read by others (mode \(String(mode & 0o777, radix: 8))); it is root's alone again")
        }
        return said
    }

    /// Made before SQLite opens it, so that no umask has a say in it.
    func make() throws(SystemError) {
        let file = try Descriptor.open(path, O_RDWR | O_CREAT, mode: 0o600)
        guard fchmod(file.number, 0o600) == 0 else { throw SystemError("set the mode of", path) }
    }
}
