import Glibc
import Model

/// Whose the files or folders of an installation are that a pattern names, and what their mode is: a line of `AccessTable`.
struct AccessRule {
    /// Below the root, name by name; `*` is any name, `@` an app's, and what follows the end of one. Links are not followed.
    let pattern: [String]
    let isFolder: Bool
    /// A folder's mode, and a file's, is just this; `isLimit`: no more than this.
    let mode: mode_t
    let isLimit: Bool
    let uid: uid_t
    let gid: gid_t

    static func folder(_ pattern: String, _ mode: mode_t, _ owner: (uid_t, gid_t) = (0, 0)) -> AccessRule {
        AccessRule(pattern, true, mode, false, owner)
    }

    static func file(_ pattern: String, _ mode: mode_t, _ owner: (uid_t, gid_t) = (0, 0)) -> AccessRule {
        AccessRule(pattern, false, mode, false, owner)
    }

    /// Whoever made it may have left out some of the mode's bits.
    static func fileUpTo(_ pattern: String, _ mode: mode_t, _ owner: (uid_t, gid_t) = (0, 0)) -> AccessRule {
        AccessRule(pattern, false, mode, true, owner)
    }

    private init(_ pattern: String, _ isFolder: Bool, _ mode: mode_t, _ isLimit: Bool, _ owner: (uid_t, gid_t)) {
        self.pattern = pattern.split(separator: "/").map(String.init)
        self.isFolder = isFolder
        self.mode = mode
        self.isLimit = isLimit
        (uid, gid) = owner
    }

    /// It names one thing, which is made where it is missing if it is a folder.
    var isOne: Bool { !pattern.contains(where: Self.isPattern) }

    static func isPattern(_ part: String) -> Bool { part.hasPrefix("*") || part.hasPrefix("@") }

    static func matches(_ name: String, _ part: String) -> Bool {
        guard isPattern(part) else { return name == part }
        let end = part.dropFirst()
        return name.hasSuffix(end) && (part.hasPrefix("*") || AppName(String(name.dropLast(end.count))) != nil)
    }

    /// What is to be the mode of something that has this one.
    func mode(for now: mode_t) -> mode_t { isLimit ? now & mode : mode }

    func isMet(_ status: stat) -> Bool {
        status.st_uid == uid && status.st_gid == gid && status.st_mode & 0o7777 == mode(for: status.st_mode & 0o7777)
    }
}
