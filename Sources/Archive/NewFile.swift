import Glibc
import Linux

/// A file that appears under its name whole and on disk, or not at all.
enum NewFile {
    static func write<Result>(
        _ path: String,
        _ body: (borrowing Descriptor) throws(ArchiveError) -> Result
    ) throws(ArchiveError) -> Result {
        let new = try system { () throws(SystemError) in try TemporaryFile.make(beside: path) }
        do throws(ArchiveError) {
            let result = try body(new.file)
            guard fchmod(new.file.number, 0o644) == 0 else { throw .system(SystemError("set the mode of", new.path)) }
            try system { () throws(SystemError) in try new.place(at: path) }
            return result
        } catch {
            new.remove()
            throw error
        }
    }
}
