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

    private static let almostNothing: Int64 = 16 << 20
    private static let filesNone: Int64 = 100

    /// Next to nothing is left: whatever failed may well have failed for that.
    package var isUsedUp: Bool { freeBytes < Self.almostNothing || freeFiles ?? .max < Self.filesNone }

    /// The less of the two in each respect: an installation stands on several file systems, and any of them can fill up.
    package func tighter(_ other: DiskSpace) -> DiskSpace {
        let files = [freeFiles, other.freeFiles].compactMap(\.self).min()
        return DiskSpace(freeBytes: min(freeBytes, other.freeBytes), freeFiles: files)
    }
}
