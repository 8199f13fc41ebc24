import Glibc

/// What trees take on disk.
package enum DiskUsage {
    /// Beside its blocks every file costs an inode: a million empty files are not free.
    private static let inodeBytes: Int64 = 256

    /// Bytes below all of `roots`; nil where it is over `limit`, or where a tree cannot be measured, which honest ones can.
    package static func bytes(below roots: [String], limit: Int64 = .max) -> Int64? {
        var total: Int64 = 0
        do {
            for root in roots {
                try TreeWalk.walk(root) { entry in
                    total += Int64(entry.status.st_blocks) * 512 + inodeBytes
                    return total <= limit
                }
            }
        } catch {
            return nil
        }
        return total <= limit ? total : nil
    }
}
