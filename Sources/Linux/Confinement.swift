import CLinux
import Glibc

/// A process that root starts for work on strangers' data, and that gives up everything but its open descriptors.
package enum Confinement {
    /// Of a process that was started as nobody's user and that needs the network: it makes no further process, writes no file, and its
    /// like do not see its memory.
    package static func enterWithNetwork(limits: [ProcessLimit]) throws(SystemError) {
        guard getuid() != 0 else { throw SystemError("confine", "a process that stays root", code: EINVAL) }
        guard renga_hide_memory() == 0 else { throw SystemError("hide the memory of", "this process") }
        for limit in limits + [ProcessLimit(.processes, 0), ProcessLimit(.fileBytes, 0), ProcessLimit(.openFiles, 32)] { try limit.set() }
    }

    /// For good. Where it fails, the process has to end.
    /// - Parameters:
    ///   - directory: all that it sees of the file system: empty, and root's.
    ///   - parent: dies with it.
    package static func enter(uid: uid_t, directory: String, parent: pid_t, limits: [ProcessLimit]) throws(SystemError) {
        guard uid != 0 else { throw SystemError("confine", "a process that stays root", code: EINVAL) }
        guard renga_confine(uid, uid, directory, parent) == 0 else { throw SystemError("confine", "this process") }
        // After the user has changed: from here on no further process can be made.
        for limit in limits + [ProcessLimit(.processes, 0), ProcessLimit(.openFiles, 16)] { try limit.set() }
    }
}
