import CArchive
import Glibc
import Linux

/// A slug as a file: its manifest and its layers, one valid `.tar.zst`.
package enum SlugArchive {
    package static let manifestName = "manifest.json"
    /// What ends a tar archive.
    private static let endBytes = 1024

    /// Puts a slug together from layers that are compressed already, bottom first: nothing is compressed again.
    ///
    /// `path` appears whole and synced, or not at all. Returns its bytes; more than `bytesMax` is an error.
    package static func assemble(
        manifest: [UInt8],
        layers: [String],
        to path: String,
        bytesMax: Int64 = .max
    ) throws(ArchiveError) -> Int64 {
        try NewFile.write(path) { file throws(ArchiveError) in
            var bytes = try writeManifest(manifest, to: file)
            for layer in layers {
                bytes += try system { () throws(SystemError) in
                    try file.copy(restOf: try Descriptor.open(layer, O_RDONLY))
                }
                guard bytes <= bytesMax else { throw .tooLarge(what: "the slug", limit: bytesMax) }
            }
            let end = try ZstdFrame(to: file.number, level: 3, bytesMax: .max)
            try end.write([UInt8](repeating: 0, count: endBytes))
            bytes += try end.close().bytes
            guard bytes <= bytesMax else { throw .tooLarge(what: "the slug", limit: bytesMax) }
            return bytes
        }
    }

    private static func writeManifest(_ manifest: [UInt8], to file: borrowing Descriptor) throws(ArchiveError) -> Int64 {
        let frame = try TarFrame(to: file.number, level: 3)
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
        return try frame.close().bytes
    }
}
