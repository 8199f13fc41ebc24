/// What something takes on a disk.
package struct DiskAmount: Hashable, Sendable, Codable {
    /// In blocks that are really there.
    package var bytes: Int64
    /// Inodes: files, directories, links. Something with several names counts once.
    package var files: Int64
    /// What the files say that they hold; more than `bytes` where they have holes.
    package var apparentBytes: Int64

    package init(bytes: Int64 = 0, files: Int64 = 0, apparentBytes: Int64 = 0) {
        self.bytes = bytes
        self.files = files
        self.apparentBytes = apparentBytes
    }
}
