import CArchive
import Glibc
import Linux
import Model

/// An archive that is read from its beginning to its end.
struct ArchiveInput: ~Copyable {
    private static let blockBytes = 1 << 18

    private let reader: OpaquePointer
    private let file: Descriptor
    private let path: String

    init(_ path: String) throws(ArchiveError) {
        let file = try system { () throws(SystemError) in try Descriptor.open(path, O_RDONLY) }
        reader = try Self.open(file.number, path)
        self.file = file
        self.path = path
    }

    deinit { archive_read_free(reader) }

    private static func open(_ number: Int32, _ path: String) throws(ArchiveError) -> OpaquePointer {
        guard let reader = archive_read_new() else {
            throw .library(operation: "read `\(path)`", code: ARCHIVE_FATAL, detail: "out of memory")
        }
        do throws(ArchiveError) {
            try check(archive_read_support_format_tar(reader), reader, "read tar archives")
            // Where a filter needs a program that is missing, libarchive warns; its archives then fail to open.
            _ = archive_read_support_filter_gzip(reader)
            _ = archive_read_support_filter_xz(reader)
            try check(archive_read_support_filter_zstd(reader), reader, "read zstd")
            try check(archive_read_open_fd(reader, number, blockBytes), reader, "read `\(path)`")
        } catch {
            archive_read_free(reader)
            throw error
        }
        return reader
    }

    /// The next entry, nil at the end.
    func next() throws(ArchiveError) -> ArchiveEntry? {
        // Names in UTF-8 would come back empty in the C locale; this is the locale of this thread alone, for this call.
        let locale = newlocale(1 << LC_CTYPE, "C.UTF-8", nil)
        let before = locale.map { uselocale($0) }
        defer {
            if let before, let locale {
                _ = uselocale(before)
                freelocale(locale)
            }
        }
        var entry: OpaquePointer?
        let status = archive_read_next_header(reader, &entry)
        if status == ARCHIVE_EOF { return nil }
        // A warning is about an attribute that we do not keep; the entry itself is whole.
        guard status == ARCHIVE_OK || status == ARCHIVE_WARN else { throw failure(status, reader, "read `\(path)`") }
        guard let entry else { throw failure(ARCHIVE_FATAL, reader, "read `\(path)`") }
        guard let name = Self.bytes(archive_entry_pathname(entry)), !name.isEmpty else {
            throw .refused(path: [], reason: "it has no name that can be read")
        }
        return ArchiveEntry(
            path: name,
            kind: Self.kind(of: entry),
            mode: archive_entry_perm(entry),
            uid: archive_entry_uid(entry),
            gid: archive_entry_gid(entry),
            seconds: Int64(archive_entry_mtime(entry)),
            size: archive_entry_size(entry)
        )
    }

    /// Writes the contents of the entry that was read last; returns their bytes.
    func copy(to output: borrowing Descriptor, bytesMax: Int64) throws(ArchiveError) -> Int64 {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.blockBytes, alignment: 16)
        defer { buffer.deallocate() }
        var total: Int64 = 0
        while true {
            let count = archive_read_data(reader, buffer.baseAddress, buffer.count)
            guard count >= 0 else { throw failure(Int32(truncatingIfNeeded: count), reader, "read `\(path)`") }
            if count == 0 { return total }
            total += Int64(count)
            // The header may say less than there is.
            guard total <= bytesMax else { throw .tooLarge(what: "the unpacked archive", limit: bytesMax) }
            try system { () throws(SystemError) in
                try writeAll(UnsafeRawBufferPointer(rebasing: buffer[..<count]), to: output.number)
            }
        }
    }

    private static func kind(of entry: OpaquePointer) -> ArchiveEntry.Kind {
        if let target = bytes(archive_entry_hardlink(entry)) { return .hardLink(target) }
        switch archive_entry_filetype(entry) {
        case S_IFREG: return .file
        case S_IFDIR: return .directory
        case S_IFLNK: return bytes(archive_entry_symlink(entry)).map { .symbolicLink($0) } ?? .other
        case S_IFCHR: return archive_entry_rdev(entry) == 0 ? .whiteout : .other
        default: return .other
        }
    }

    private static func bytes(_ text: UnsafePointer<CChar>?) -> [UInt8]? {
        text.map { Array(UnsafeRawBufferPointer(start: $0, count: strlen($0))) }
    }
}
