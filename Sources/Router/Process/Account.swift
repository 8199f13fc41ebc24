import CLinux
import Linux

/// A user of the machine, as /etc/passwd has it.
package struct Account: Sendable {
    package let uid: UInt32
    package let gid: UInt32

    /// - Throws: `SystemError` where the file cannot be read; nil where the user is not in it.
    package static func find(_ name: String, in path: String = "/etc/passwd") throws(SystemError) -> Account? {
        for line in try Files.text(path).split(separator: "\n") {
            let parts = line.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count >= 4, parts[0] == name, let uid = UInt32(parts[2]), let gid = UInt32(parts[3]) else {
                continue
            }
            return Account(uid: uid, gid: gid)
        }
        return nil
    }

    /// This process and all its threads are this user from now on, for good.
    package func become() throws(SystemError) {
        guard renga_become(uid, gid) == 0 else { throw SystemError("change the user to", "uid \(uid)") }
    }
}
