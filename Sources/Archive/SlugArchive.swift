import CArchive
import Glibc
import Linux

/// A slug as one file: its manifest and its layers, one valid `.tar.zst`. It is kept in pieces and put together on the way
/// to whoever wants it: nothing is compressed again, and nothing is on disk twice.
package final class SlugArchive {
    package static let manifestName = "manifest.json"
    /// What ends a tar archive.
    private static let endBytes = 1024

    /// Of all of it.
    package let bytes: Int64
    private let pieces: [Int32]

    /// Opens all pieces, so that what is let go of meanwhile is still there.
    ///
    /// - Parameter layers: that are compressed already, bottom first.
    package init(manifest: [UInt8], layers: [String]) throws(ArchiveError) {
        var opened: [Int32] = []
        do throws(ArchiveError) {
            opened.append(try Self.frame { number throws(ArchiveError) in try Self.write(manifest, to: number) })
            for layer in layers {
                opened.append(try system { () throws(SystemError) in try Descriptor.open(layer, O_RDONLY).release() })
            }
            opened.append(try Self.frame { number throws(ArchiveError) in try Self.writeEnd(to: number) })
            var total: Int64 = 0
            for number in opened { total += try Self.size(number) }
            bytes = total
        } catch {
            for number in opened { _ = close(number) }
            throw error
        }
        pieces = opened
    }

    deinit { for number in pieces { _ = close(number) } }

    /// Writes all of it, a piece of a file at a time.
    package func write(to number: Int32) throws(ArchiveError) {
        for piece in pieces {
            guard lseek(piece, 0, SEEK_SET) == 0 else { throw .system(SystemError("rewind", "a piece of a slug")) }
            while let part = try system({ () throws(SystemError) in try readSome(from: piece, limit: 1 << 18) }), !part.isEmpty {
                try system { () throws(SystemError) in try writeAll(part, to: number) }
            }
        }
    }

    private static func size(_ number: Int32) throws(ArchiveError) -> Int64 {
        var status = stat()
        guard fstat(number, &status) == 0 else { throw .system(SystemError("look at", "a piece of a slug")) }
        return Int64(status.st_size)
    }

    /// A nameless file with what is made for this slug alone.
    private static func frame(_ fill: (Int32) throws(ArchiveError) -> Void) throws(ArchiveError) -> Int32 {
        let file = try system { () throws(SystemError) in try Descriptor.nameless(in: "/tmp") }
        try fill(file.number)
        return file.release()
    }

    private static func writeEnd(to number: Int32) throws(ArchiveError) {
        let end = try ZstdFrame(to: number, level: 3, bytesMax: .max)
        try end.write([UInt8](repeating: 0, count: endBytes))
        _ = try end.close()
    }

    private static func write(_ manifest: [UInt8], to number: Int32) throws(ArchiveError) {
        let frame = try TarFrame(to: number, level: 3)
        guard let entry = archive_entry_new() else {
            throw .library(operation: "write the manifest", code: ARCHIVE_FATAL, detail: "out of memory")
        }
        defer { archive_entry_free(entry) }
        archive_entry_copy_pathname(entry, manifestName)
        archive_entry_set_mode(entry, S_IFREG | 0o644)
        archive_entry_set_mtime(entry, 0, 0)
        archive_entry_set_size(entry, Int64(manifest.count))
        try frame.header(entry, Array(manifestName.utf8))
        try frame.data(manifest)
        _ = try frame.close()
    }
}
