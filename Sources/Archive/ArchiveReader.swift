import CArchive
import Glibc
import Linux
import Model

/// Unpacks a tar archive (plain, gzip, xz or zstd) that a stranger may have made.
///
/// libarchive only reads; `TreeWriter` writes, which opens every directory relative to its parent and never through a
/// link. That keeps what libarchive's SECURE flags promise (no `..`, no absolute name, no way through a link) without
/// changing the working directory of the whole process, which those flags would need.
package enum ArchiveReader {
    package struct Limits: Hashable, Sendable {
        package var entriesMax = 200_000
        /// All files together, bytes, unpacked.
        package var bytesMax: Int64 = 4 << 30
        package init() {}
    }

    package struct Extracted: Hashable, Sendable {
        package var entries = 0
        package var bytes: Int64 = 0
    }

    /// Unpacks the archive at `path` below `directory`, which exists.
    ///
    /// A name that exists is an error, unless `replacing`: then the later entry counts, as in a slug of several layers.
    /// `owner` says whose a file becomes, from the numbers in the archive; nil is the caller. Files are not synced.
    package static func extract(
        _ path: String,
        into directory: String,
        limits: Limits = Limits(),
        replacing: Bool = false,
        owner: (_ uid: Int64, _ gid: Int64) -> (uid: uid_t, gid: gid_t)? = { _, _ in nil },
        isCancelled: () -> Bool = { false }
    ) throws(ArchiveError) -> Extracted {
        let input = try ArchiveInput(path)
        let folder = TreeWriter.Attributes(mode: 0o755, owner: nil, seconds: 0)
        var writer = try system { () throws(SystemError) in
            try TreeWriter(into: directory, directories: folder, replaces: replacing)
        }
        var extracted = Extracted()
        while let entry = try input.next() {
            guard !isCancelled() else { throw .cancelled }
            extracted.entries += 1
            guard extracted.entries <= limits.entriesMax else {
                throw .refused(path: entry.path, reason: "the archive has more than \(limits.entriesMax) entries")
            }
            let rest = limits.bytesMax - extracted.bytes
            let attributes = TreeWriter.Attributes(
                mode: entry.mode,
                owner: owner(entry.uid, entry.gid),
                seconds: entry.seconds
            )
            extracted.bytes += try write(entry, from: input, with: &writer, attributes, bytesMax: rest)
        }
        do throws(SystemError) { try writer.finish() } catch { throw .system(error) }
        return extracted
    }

    /// The entries of an archive, in order, contents left out.
    package static func list(_ path: String, entriesMax: Int = 200_000) throws(ArchiveError) -> [ArchiveEntry] {
        let input = try ArchiveInput(path)
        var entries: [ArchiveEntry] = []
        while let entry = try input.next() {
            guard entries.count < entriesMax else {
                throw .refused(path: entry.path, reason: "the archive has more than \(entriesMax) entries")
            }
            entries.append(entry)
        }
        return entries
    }

    private static func write(
        _ entry: ArchiveEntry,
        from input: borrowing ArchiveInput,
        with writer: inout TreeWriter,
        _ attributes: TreeWriter.Attributes,
        bytesMax: Int64
    ) throws(ArchiveError) -> Int64 {
        // The directory itself, as `tar c .` writes it.
        if entry.isRoot { return 0 }
        let path = try entry.checkedPath()
        switch entry.kind {
        case .directory:
            try system { () throws(SystemError) in try writer.directory(path, attributes) }
        case .symbolicLink(let target):
            try system { () throws(SystemError) in try writer.symbolicLink(path, to: target, attributes) }
        case .hardLink(let target):
            let first = try ArchiveEntry.checked(target, of: path)
            try system { () throws(SystemError) in try writer.hardLink(path, to: first) }
        case .whiteout:
            try system { () throws(SystemError) in try writer.whiteout(path, seconds: attributes.seconds) }
        case .other:
            throw .refused(path: path, reason: "it is neither a file, a directory nor a link")
        case .file:
            guard entry.size <= bytesMax else { throw .tooLarge(what: "the unpacked archive", limit: bytesMax) }
            let file = try system { () throws(SystemError) in try writer.file(path) }
            let bytes = try input.copy(to: file, bytesMax: bytesMax)
            try system { () throws(SystemError) in try writer.seal(file, path, attributes) }
            return bytes
        }
        return 0
    }
}
