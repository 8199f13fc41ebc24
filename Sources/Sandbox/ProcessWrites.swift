import Linux

/// What processes have sent towards disks, by the kernel's own count.
package enum ProcessWrites {
    /// In their lives, less what was removed before it was written; nil where the kernel does not count.
    package static func bytes(by processes: [Int32]) -> Int64? {
        var total: Int64?
        for process in processes {
            // A process that has ended has no count any more.
            guard let text = try? Files.text("/proc/\(process)/io", limit: 4096) else { continue }
            total = (total ?? 0) + (field("write_bytes:", text) - field("cancelled_write_bytes:", text))
        }
        return total
    }

    private static func field(_ name: String, _ text: String) -> Int64 {
        text.split(separator: "\n").first { $0.hasPrefix(name) }.flatMap { Int64($0.dropFirst(name.utf8.count).filter { $0 != " " }) } ?? 0
    }
}
