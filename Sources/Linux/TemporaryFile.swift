import Glibc
import Synchronization

/// A file on its way to another's place, under a name that nobody else has: neither another thread of this process, which
/// may replace the same file, nor what a process of our id left here when it was killed.
package struct TemporaryFile: ~Copyable {
    package let path: String
    package let file: Descriptor

    private static let count = Atomic<UInt64>(0)

    /// Makes one beside `path`, which is ours alone until its mode says otherwise.
    package static func make(beside path: String) throws(SystemError) -> TemporaryFile {
        while true {
            let name = name(beside: path)
            do throws(SystemError) {
                return TemporaryFile(path: name, file: try Descriptor.open(name, O_WRONLY | O_CREAT | O_EXCL, mode: 0o600))
            } catch  where error.code == EEXIST {
                continue
            }
        }
    }

    private static let suffix = "new"

    static func name(beside path: String) -> String {
        "\(path).\(getpid()).\(count.add(1, ordering: .relaxed).newValue).\(suffix)"
    }

    /// Removes what processes have left right in `directory` that were killed before they had placed it. One whose number another
    /// process has by now stays until that has ended.
    package static func sweep(_ directory: String) throws(SystemError) {
        guard Files.exists(directory) else { return }
        for name in try Files.list(directory) {
            let parts = name.split(separator: ".")
            guard parts.count > 3, parts[parts.count - 1] == suffix, parts[parts.count - 2].allSatisfy(\.isNumber),
                let pid = Int32(parts[parts.count - 3]), ProcessIdentity(running: pid) == nil
            else { continue }
            try Files.remove("\(directory)/\(name)")
        }
    }

    /// Takes the place of `path` with all that was written, even when the power fails.
    /// - Parameter isDurable: false for what is worth nothing then: nobody waits for the disk, on which others may write.
    package func place(at path: String, isDurable: Bool = true) throws(SystemError) {
        guard !isDurable || fsync(file.number) == 0 else { throw SystemError("sync", self.path) }
        try Files.rename(self.path, to: path)
        if isDurable { try Files.syncDirectory(Files.parent(of: path)) }
    }

    /// For where filling it failed: a full disk is not to stay full of what did not fit. Best effort: that failure is the
    /// one to report.
    package func remove() { _ = unlink(path) }
}
