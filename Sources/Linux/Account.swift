import CLinux
import Glibc
import Model

/// A user of the machine, wherever the machine keeps its users.
package struct Account: Sendable, Hashable {
    package let uid: uid_t
    package let gid: gid_t

    package init(uid: uid_t, gid: gid_t) {
        self.uid = uid
        self.gid = gid
    }

    /// As the file system's functions take it.
    package var owner: (uid_t, gid_t) { (uid, gid) }

    /// nil where there is no such user. Safe on any thread: `getpwnam` answers all of them in one place, so that one reads
    /// what another asked for.
    package static func find(_ name: String) throws(SystemError) -> Account? {
        var room = [CChar](repeating: 0, count: roomFirst)
        while true {
            var entry = passwd()
            var found: UnsafeMutablePointer<passwd>?
            let code = getpwnam_r(name, &entry, &room, room.count, &found)
            switch code {
            case 0: return found == nil ? nil : Account(uid: entry.pw_uid, gid: entry.pw_gid)
            case EINTR: continue
            case ERANGE where room.count < roomMax: room = [CChar](repeating: 0, count: room.count * 4)
            // What some sources of users say of one that they don't have.
            case ENOENT, ESRCH: return nil
            default: throw SystemError("look up the user", name, code: code)
            }
        }
    }

    /// Whether a user of the machine has this number.
    package static func exists(uid: uid_t) throws(SystemError) -> Bool {
        var room = [CChar](repeating: 0, count: 1 << 16)
        while true {
            var entry = passwd()
            var found: UnsafeMutablePointer<passwd>?
            switch getpwuid_r(uid, &entry, &room, room.count, &found) {
            case 0: return found != nil
            case EINTR: continue
            // Longer than any: somebody has it.
            case ERANGE: return true
            case ENOENT, ESRCH: return false
            case let code: throw SystemError("look up the user with the number", "\(uid)", code: code)
            }
        }
    }

    /// The user that a configuration file names under `users`, or the refusal that says where it comes from.
    package static func existing(_ name: String, of root: InstallationRoot) throws -> Account {
        guard let account = try find(name) else {
            throw Failure(
                .notFound,
                "there is no user `\(name)`",
                hint: "install.sh creates it; the names are under `users` in \(root.configuration)"
            )
        }
        return account
    }

    /// This process and all its threads are this user from now on, for good.
    package func become() throws(SystemError) {
        guard renga_become(uid, gid) == 0 else { throw SystemError("change the user to", "uid \(uid)") }
    }

    /// Bytes for one entry; those of a directory service can be large.
    private static let roomFirst = 1024
    private static let roomMax = 1 << 20
}
