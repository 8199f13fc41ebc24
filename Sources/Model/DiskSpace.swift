/// What is left on a file system.
package struct DiskSpace: Hashable, Sendable, Codable {
    /// For everybody: what is kept back for root is not counted.
    package var freeBytes: Int64
    /// nil: the file system makes inodes as they are needed.
    package var freeFiles: Int64?

    package init(freeBytes: Int64, freeFiles: Int64? = nil) {
        self.freeBytes = freeBytes
        self.freeFiles = freeFiles
    }

    /// The less of the two in each respect: an installation stands on several file systems, and any of them can fill up.
    package func tighter(_ other: DiskSpace) -> DiskSpace {
        let files = [freeFiles, other.freeFiles].compactMap(\.self).min()
        return DiskSpace(freeBytes: min(freeBytes, other.freeBytes), freeFiles: files)
    }
}
