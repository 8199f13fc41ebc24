import Glibc
import Linux
import Model

/// What tells, without asking git, that nothing was done to a ref since it was asked for: git replaces the file of a ref, and the one that has
/// many, and changes neither. Nothing in the repository is opened.
struct RefMark: Hashable {
    private struct Mark: Hashable {
        let inode: UInt
        let size: Int
        let seconds: Int
        let nanoseconds: Int

        init?(_ path: String) {
            guard let status = Files.status(path), status.st_mode & S_IFMT == S_IFREG else { return nil }
            inode = status.st_ino
            size = status.st_size
            seconds = status.st_mtim.tv_sec
            nanoseconds = status.st_mtim.tv_nsec
        }
    }

    private let own: Mark?
    private let packed: Mark?

    /// nil: the ref is in no file of either kind, and git alone knows.
    init?(_ ref: RefName, in repository: String) {
        own = Mark("\(repository)/\(ref.text)")
        packed = Mark(repository + "/packed-refs")
        if own == nil, packed == nil { return nil }
    }
}
