import Glibc
import Linux
import Model

/// Of an installation with a disk of its own.
extension Installation {
    private var ballast: String { root.path + "/ballast" }

    /// Leaves so many megabytes free; 0: not one block.
    func leave(megabytes: Int64) throws {
        if Files.exists(ballast) { try clearDisk() }
        let free = try Files.space(at: root.path).freeBytes
        if megabytes > 0 {
            try Command("/usr/bin/fallocate", ["-l", "\(free - megabytes << 20)", ballast]).check()
        } else {
            // Most of it at once, and then what is left, to its end.
            if free > 4 << 20 { try Command("/usr/bin/fallocate", ["-l", "\(free - 2 << 20)", ballast]).check() }
            _ = try Command("/usr/bin/dd", ["if=/dev/zero", "of=" + ballast, "bs=64k", "oflag=append", "conv=notrunc"]).run()
        }
    }

    func clearDisk() throws { try Files.remove(ballast) }
}
