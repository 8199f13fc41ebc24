import Glibc
import Linux

/// A file system of a few megabytes over a directory, which a test may fill.
final class SmallDisk: Sendable {
    private let path: String
    private let image: String

    init(at path: String, megabytes: Int) throws {
        self.path = path
        image = path + ".img"
        try Command("/usr/bin/truncate", ["-s", "\(megabytes)M", image]).check()
        try Command("/usr/sbin/mkfs.ext4", ["-q", "-m", "0", image]).check()
        try Command("/usr/bin/mount", ["-o", "loop", image, path]).check()
    }

    /// Lazily: what a test left that failed may still stand on it.
    func unmount() {
        _ = umount2(path, Int32(MNT_DETACH))
        try? Files.remove(image)
    }
}
