import CArchive
import Glibc
import Linux
import Model

/// Where compressed bytes go: a file, counted on the way.
///
/// libarchive calls back into it; it lives at an address of its own for as long as the writer does.
struct CompressedFile {
    let number: Int32
    let bytesMax: Int64
    private(set) var bytes: Int64 = 0
    /// The first thing that went wrong: a callback can only say "failed".
    private(set) var error: ArchiveError?

    init(number: Int32, bytesMax: Int64) {
        self.number = number
        self.bytesMax = bytesMax
    }

    mutating func take(_ part: UnsafeRawBufferPointer) -> Int {
        do throws(ArchiveError) {
            guard bytes + Int64(part.count) <= bytesMax else { throw .tooLarge(what: "the archive", limit: bytesMax) }
            try system { () throws(SystemError) in try writeAll(part, to: number) }
        } catch {
            self.error = self.error ?? error
            return -1
        }
        bytes += Int64(part.count)
        return part.count
    }
}
