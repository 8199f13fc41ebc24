import Linux

/// A layer as a file: its tree as tar, compressed, without the end of an archive.
///
/// Such files one after the other, between the frames that `SlugArchive` adds, are a valid `.tar.zst`.
package enum LayerArchive {
    /// Writes everything below `directory` to `path`, which appears whole and on disk, or not at all.
    package static func write(_ directory: String, to path: String) throws(ArchiveError) { try pack(directory, to: path).place() }

    /// The same, but for the wait for the disk: `place` of what is returned is for that.
    ///
    /// The same tree gives the same bytes: entries are sorted by name, users are numbers, times are whole seconds,
    /// extended attributes are left out. Hard links stay hard links, whiteouts (0:0) stay what they are.
    /// `bytesMax` limits the compressed file; `isCancelled` is asked for every entry and every megabyte.
    package static func pack(
        _ directory: String,
        to path: String,
        level: Int = 3,
        bytesMax: Int64 = .max,
        isCancelled: () -> Bool = { false }
    ) throws(ArchiveError) -> PackedLayer {
        let layer = try PackedLayer(path)
        try layer.fill { number throws(ArchiveError) in
            var walk = try LayerWalk(to: number, level: level, bytesMax: bytesMax)
            try walk.add(root: directory, isCancelled: isCancelled)
            try walk.finish()
        }
        return layer
    }
}
