import CArchive
import Glibc
import Linux
import Model

/// One zstd frame, written at the end of an open file.
struct ZstdFrame: ~Copyable {
    /// The compressor that the tar writer's callback feeds.
    let writer: OpaquePointer
    private let file: UnsafeMutablePointer<CompressedFile>

    init(to number: Int32, level: Int, bytesMax: Int64) throws(ArchiveError) {
        (writer, file) = try Self.open(number, level: level, bytesMax: bytesMax)
    }

    deinit {
        // Frees the compressor even where it was not closed; what it still writes then belongs to a failed archive.
        archive_write_free(writer)
        file.deinitialize(count: 1)
        file.deallocate()
    }

    private static func open(_ number: Int32, level: Int, bytesMax: Int64)
        throws(ArchiveError) -> (OpaquePointer, UnsafeMutablePointer<CompressedFile>)
    {
        guard let writer = archive_write_new() else {
            throw .library(operation: "start a zstd frame", code: ARCHIVE_FATAL, detail: "out of memory")
        }
        let file = UnsafeMutablePointer<CompressedFile>.allocate(capacity: 1)
        file.initialize(to: CompressedFile(number: number, bytesMax: bytesMax))
        do throws(ArchiveError) {
            try configure(writer, level: level)
            let opened = archive_write_open2(
                writer,
                file,
                nil,
                { _, context, bytes, count in
                    guard let file = context?.assumingMemoryBound(to: CompressedFile.self) else { return -1 }
                    return file.pointee.take(UnsafeRawBufferPointer(start: bytes, count: count))
                },
                nil,
                nil
            )
            try check(opened, writer, "start a zstd frame")
            try begin(writer)
        } catch {
            archive_write_free(writer)
            file.deinitialize(count: 1)
            file.deallocate()
            throw error
        }
        return (writer, file)
    }

    private static func configure(_ writer: OpaquePointer, level: Int) throws(ArchiveError) {
        try check(archive_write_set_format_raw(writer), writer, "write raw bytes")
        try check(archive_write_add_filter_zstd(writer), writer, "compress with zstd")
        let levelSet = archive_write_set_filter_option(writer, "zstd", "compression-level", String(level))
        try check(levelSet, writer, "set the zstd level \(level)")
        // In this thread alone: threads of zstd's own keep some 80 MB of jobs, whatever the layer weighs.
        try check(archive_write_set_bytes_per_block(writer, 1 << 18), writer, "set the block size")
        try check(archive_write_set_bytes_in_last_block(writer, 1), writer, "set the block size")
    }

    /// The raw format wants one entry, whose bytes are all there is.
    private static func begin(_ writer: OpaquePointer) throws(ArchiveError) {
        guard let entry = archive_entry_new() else {
            throw .library(operation: "start a zstd frame", code: ARCHIVE_FATAL, detail: "out of memory")
        }
        defer { archive_entry_free(entry) }
        archive_entry_set_mode(entry, S_IFREG | 0o644)
        try check(archive_write_header(writer, entry), writer, "start a zstd frame")
    }

    func write(_ bytes: [UInt8]) throws(ArchiveError) {
        let count = bytes.withUnsafeBytes { archive_write_data(writer, $0.baseAddress, $0.count) }
        guard count == bytes.count else { throw error(Int32(truncatingIfNeeded: count), "compress") }
    }

    /// What really failed behind a failed call.
    func error(_ status: Int32, _ operation: String) -> ArchiveError {
        file.pointee.error ?? failure(status, writer, operation)
    }

    /// Ends the frame: all of it is then in the file.
    func close() throws(ArchiveError) -> Int64 {
        let status = archive_write_close(writer)
        guard status == ARCHIVE_OK, file.pointee.error == nil else { throw error(status, "end a zstd frame") }
        return file.pointee.bytes
    }
}
