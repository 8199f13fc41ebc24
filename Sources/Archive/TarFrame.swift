import CArchive
import Glibc
import Linux
import Model

/// A zstd frame of tar entries without the end of an archive, so that frames can be put one after the other.
struct TarFrame: ~Copyable {
    /// Between the tar writer and the compressor.
    private struct Tap {
        let compressor: OpaquePointer
        /// Once the last entry is through, libarchive writes the end of the archive: the last frame's business alone.
        var isClosed = false
    }

    private let tar: OpaquePointer
    private let tap: UnsafeMutablePointer<Tap>
    private let frame: ZstdFrame

    init(to number: Int32, level: Int, bytesMax: Int64 = .max) throws(ArchiveError) {
        let frame = try ZstdFrame(to: number, level: level, bytesMax: bytesMax)
        (tar, tap) = try Self.open(into: frame.writer)
        self.frame = frame
    }

    deinit {
        tap.pointee.isClosed = true
        archive_write_free(tar)
        tap.deallocate()
    }

    private static func open(into compressor: OpaquePointer)
        throws(ArchiveError) -> (OpaquePointer, UnsafeMutablePointer<Tap>)
    {
        guard let tar = archive_write_new() else {
            throw .library(operation: "start an archive", code: ARCHIVE_FATAL, detail: "out of memory")
        }
        let tap = UnsafeMutablePointer<Tap>.allocate(capacity: 1)
        tap.initialize(to: Tap(compressor: compressor))
        do throws(ArchiveError) {
            // GNU's format takes names as the bytes that they are. Pax can only with a record for every entry
            // (hdrcharset=BINARY), which doubles small files and of which GNU tar complains each time.
            try check(archive_write_set_format_gnutar(tar), tar, "write a tar archive")
            try check(archive_write_add_filter_none(tar), tar, "write a tar archive")
            // Unbuffered: what is written for one entry is through before the next call.
            try check(archive_write_set_bytes_per_block(tar, 0), tar, "set the block size")
            try check(archive_write_set_bytes_in_last_block(tar, 1), tar, "set the block size")
            let opened = archive_write_open2(
                tar,
                tap,
                nil,
                { _, context, bytes, count in
                    guard let tap = context?.assumingMemoryBound(to: Tap.self) else { return -1 }
                    return tap.pointee.isClosed ? count : archive_write_data(tap.pointee.compressor, bytes, count)
                },
                nil,
                nil
            )
            try check(opened, tar, "start an archive")
        } catch {
            archive_write_free(tar)
            tap.deallocate()
            throw error
        }
        return (tar, tap)
    }

    func header(_ entry: OpaquePointer, _ path: [UInt8]) throws(ArchiveError) {
        let status = archive_write_header(tar, entry)
        guard status == ARCHIVE_OK else { throw error(status, "archive `\(PathText.shown(path))`") }
    }

    func data(_ bytes: [UInt8]) throws(ArchiveError) {
        let count = bytes.withUnsafeBytes { archive_write_data(tar, $0.baseAddress, $0.count) }
        guard count == bytes.count else { throw error(Int32(truncatingIfNeeded: count), "archive a file") }
    }

    func data(_ bytes: UnsafeRawBufferPointer) throws(ArchiveError) {
        let count = archive_write_data(tar, bytes.baseAddress, bytes.count)
        guard count == bytes.count else { throw error(Int32(truncatingIfNeeded: count), "archive a file") }
    }

    private func error(_ status: Int32, _ operation: String) -> ArchiveError {
        // The compressor's file knows best; then the compressor; then the tar writer.
        let deeper = frame.error(status, operation)
        if case .library(_, _, let detail) = deeper, detail.hasPrefix("libarchive error") {
            return failure(status, tar, operation)
        }
        return deeper
    }

    func close() throws(ArchiveError) -> Int64 {
        let status = archive_write_finish_entry(tar)
        guard status == ARCHIVE_OK else { throw error(status, "end an entry") }
        tap.pointee.isClosed = true
        try check(archive_write_close(tar), tar, "end an archive")
        return try frame.close()
    }
}
