import Linux

/// What processes have sent towards disks, by the kernel's own count.
package enum ProcessWrites {
    /// In their lives, less what was removed before it was written; nil where the kernel does not count.
    package static func bytes(by processes: [Int32]) -> Int64? {
        var total: Int64?
        for process in processes {
            // A process that has ended has no count any more.
            guard let counts = KernelFile.counts("/proc/\(process)/io", ["write_bytes", "cancelled_write_bytes"]) else { continue }
            total = (total ?? 0) + (counts[0] ?? 0) - (counts[1] ?? 0)
        }
        return total
    }
}
