import CArchive
import Glibc
import Linux
import Synchronization

/// An archive that is written, and not at its place yet: there it is once the disk has it. It goes with who let go of it before.
package final class PackedLayer: Sendable {
    package let path: String
    private let new: TemporaryFile
    private let isPlaced = Atomic(false)

    init(_ path: String) throws(ArchiveError) {
        self.path = path
        new = try system { () throws(SystemError) in try TemporaryFile.make(beside: path) }
    }

    deinit { if !isPlaced.load(ordering: .relaxed) { new.remove() } }

    func fill(_ body: (_ number: Int32) throws(ArchiveError) -> Void) throws(ArchiveError) {
        try body(new.file.number)
        guard fchmod(new.file.number, 0o644) == 0 else { throw .system(SystemError("set the mode of", new.path)) }
    }

    /// Of the file, compressed.
    package func bytes() throws(ArchiveError) -> Int64 {
        var status = stat()
        guard fstat(new.file.number, &status) == 0 else { throw .system(SystemError("look at", new.path)) }
        return Int64(status.st_size)
    }

    /// Waits until the disk has it, and gives it its name.
    package func place() throws(ArchiveError) {
        try system { () throws(SystemError) in try new.place(at: path) }
        isPlaced.store(true, ordering: .relaxed)
    }
}
