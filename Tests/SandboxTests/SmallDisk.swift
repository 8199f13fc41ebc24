import Glibc
import Linux

/// A file system of its own and of a few megabytes, which a test may fill.
final class SmallDisk {
    enum Kind: String, CaseIterable, Sendable { case ext4, tmpfs }

    let path: String
    private let image: String

    init(_ kind: Kind, megabytes: Int, files: Int = 4_000) throws {
        path = "/var/tmp/renga-disk-\(getpid())-\(Int.random(in: 100_000...999_999))"
        image = path + ".img"
        try Files.makeDirectory(path)
        switch kind {
        case .tmpfs:
            try Command("/usr/bin/mount", ["-t", "tmpfs", "-o", "size=\(megabytes)m,nr_inodes=\(files)", "tmpfs", path]).check()
        case .ext4:
            try Command("/usr/bin/truncate", ["-s", "\(megabytes)M", image]).check()
            try Command("/usr/sbin/mkfs.ext4", ["-q", "-m", "0", "-N", "\(files)", image]).check()
            try Command("/usr/bin/mount", ["-o", "loop", image, path]).check()
        }
    }

    deinit {
        // Lazily: what a test left that failed may still stand on it.
        _ = umount2(path, Int32(MNT_DETACH))
        try? Files.removeTree(path)
        try? Files.remove(image)
    }
}
