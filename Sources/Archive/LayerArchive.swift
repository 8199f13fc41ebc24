import Linux

/// A layer as a file: its tree as tar, compressed, without the end of an archive.
///
/// Such files one after the other, between the frames that `SlugArchive` adds, are a valid `.tar.zst`.
package enum LayerArchive {
    /// Writes everything below `directory` to `path`, which appears whole or not at all.
    ///
    /// The same tree gives the same bytes: entries are sorted by name, users are numbers, times are whole seconds,
    /// extended attributes are left out. Hard links stay hard links, whiteouts (0:0) stay what they are.
    /// `bytesMax` limits the compressed file; `isCancelled` is asked for every entry and every megabyte.
    package static func write(
        _ directory: String,
        to path: String,
        level: Int = 3,
        bytesMax: Int64 = .max,
        isCancelled: () -> Bool = { false }
    ) throws(ArchiveError) {
        try NewFile.write(path) { file throws(ArchiveError) in
            var walk = try LayerWalk(to: file.number, level: level, bytesMax: bytesMax)
            try walk.add(root: directory, isCancelled: isCancelled)
            try walk.finish()
        }
    }
}
