import Linux

/// What a conmon has read and written in its life, in bytes, by the kernel's own count: of what its dyno prints, and a time
/// before each line of it.
package struct OutputTraffic: Hashable, Sendable {
    package var read: Int64
    package var written: Int64

    package init(read: Int64, written: Int64) {
        self.read = read
        self.written = written
    }

    /// nil: it has ended, or the kernel does not say.
    package init?(of conmon: ProcessIdentity) {
        guard let counts = KernelFile.counts("/proc/\(conmon.pid)/io", ["rchar", "wchar"]), let read = counts[0], let written = counts[1],
            // Asked afterwards: as long as it lives, the pid is its own.
            conmon.isRunning
        else { return nil }
        self.init(read: read, written: written)
    }
}
