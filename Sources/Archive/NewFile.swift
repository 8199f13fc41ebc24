import Glibc
import Linux

/// A file that appears under its name whole and on disk, or not at all.
enum NewFile {
    static func write<Result>(
        _ path: String,
        _ body: (borrowing Descriptor) throws(ArchiveError) -> Result
    ) throws(ArchiveError) -> Result {
        let temporary = "\(path).\(getpid()).new"
        do throws(ArchiveError) {
            let file = try system { () throws(SystemError) in
                try Descriptor.open(temporary, O_WRONLY | O_CREAT | O_TRUNC, mode: 0o644)
            }
            let result = try body(file)
            guard fsync(file.number) == 0 else { throw .system(SystemError("sync", temporary)) }
            try system { () throws(SystemError) in
                try Files.rename(temporary, to: path)
                try Files.syncDirectory(Files.parent(of: path))
            }
            return result
        } catch {
            // Best effort: the error that brought us here is the one to report.
            _ = unlink(temporary)
            throw error
        }
    }
}
