import Glibc
import Linux

/// Takes set-user and set-group bits and file capabilities off a tree that a build step has made. They do nothing in a cage,
/// where nobody gains privileges by a program; outside of one they would.
///
/// Layers of Debian packages keep what Debian gives its programs.
enum SpecialBits {
    private static let capability = "security.capability"

    static func drop(below root: String) throws {
        try TreeWalk.walk(root) { entry in
            let kind = entry.status.st_mode & S_IFMT
            guard kind == S_IFREG || kind == S_IFDIR else { return true }
            if entry.status.st_mode & (S_ISUID | S_ISGID) != 0 {
                guard fchmodat(entry.parent, entry.name, entry.status.st_mode & 0o1777, 0) == 0 else {
                    throw SystemError("set the mode of", "\(root)/\(String(decoding: entry.path, as: UTF8.self))")
                }
            }
            // A capability of a file that is no program changes nothing, and most files are none.
            guard kind == S_IFREG, entry.status.st_mode & 0o111 != 0 else { return true }
            try Files.removeAttribute(capability, of: entry.name, in: entry.parent)
            return true
        }
    }
}
