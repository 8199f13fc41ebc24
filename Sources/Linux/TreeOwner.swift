import CLinux
import Glibc

/// Gives all that is below a directory to the user whose it is: after a restore from a backup, or where somebody was at work
/// there as root. What has a second name elsewhere is left alone, since it may be anybody's, and so are devices.
package struct TreeOwner {
    private static let depthMax = 256
    private static let namedMax = 5

    private let uid: uid_t
    private let gid: gid_t
    /// What has a second name has it in the tree as well.
    private let isClosed: Bool
    /// How many belonged to somebody else.
    package private(set) var given = 0
    /// Some of what was left, as it is shown.
    package private(set) var left: [String] = []

    /// - Parameter except: names in the directory itself that are not looked at.
    package static func give(_ directory: borrowing GuardedDirectory, to owner: (uid_t, gid_t), except: Set<String> = [])
        throws(SystemError) -> TreeOwner
    {
        try give(directory, to: owner, except: except, isClosed: false)
    }

    /// Gives root a tree that a cage has filled, into which nothing has a name from elsewhere.
    package static func take(_ tree: String) throws(SystemError) {
        let work = try give(try GuardedDirectory.open(tree), to: (0, 0), except: [], isClosed: true)
        if let place = work.left.first { throw SystemError("give root", place, code: EPERM) }
    }

    private static func give(_ directory: borrowing GuardedDirectory, to owner: (uid_t, gid_t), except: Set<String>, isClosed: Bool)
        throws(SystemError) -> TreeOwner
    {
        var work = TreeOwner(uid: owner.0, gid: owner.1, isClosed: isClosed)
        try work.look(at: directory.directory.number, directory.path)
        for name in try directory.list() where !except.contains(name) { try work.go(name, in: directory, depth: 0) }
        return work
    }

    private init(uid: uid_t, gid: gid_t, isClosed: Bool) {
        self.uid = uid
        self.gid = gid
        self.isClosed = isClosed
    }

    private mutating func go(_ name: String, in parent: borrowing GuardedDirectory, depth: Int) throws(SystemError) {
        let shown = "\(parent.path)/\(name)"
        let place: Descriptor
        do throws(SystemError) {
            place = try parent.beneath(name, GuardedDirectory.placeOnly | O_NOFOLLOW)
        } catch {
            // Gone since it was listed, or its name is no text.
            return
        }
        let isDirectory = try look(at: place.number, shown)
        guard isDirectory else { return }
        guard depth < Self.depthMax else { return leave(shown) }
        let directory = try parent.directory(name)
        for name in try directory.list() { try go(name, in: directory, depth: depth + 1) }
    }

    /// - Returns: whether it is a directory.
    @discardableResult
    private mutating func look(at number: Int32, _ shown: String) throws(SystemError) -> Bool {
        var status = stat()
        guard fstat(number, &status) == 0 else { throw SystemError("look at", shown) }
        let kind = status.st_mode & S_IFMT
        guard status.st_uid != uid else { return kind == S_IFDIR }
        guard kind == S_IFDIR || status.st_nlink == 1 || isClosed, kind != S_IFCHR, kind != S_IFBLK else {
            leave(shown)
            return false
        }
        guard renga_give(number, uid, gid) == 0 else { throw SystemError("set the owner of", shown) }
        given += 1
        return kind == S_IFDIR
    }

    private mutating func leave(_ shown: String) {
        if left.count < Self.namedMax { left.append(shown) }
    }
}
