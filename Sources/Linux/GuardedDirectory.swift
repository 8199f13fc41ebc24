import CLinux
import Glibc

/// A directory in which somebody else can put one thing in place of another at any moment: worked in by its descriptor,
/// and never through a link, wherever on the way it stands. Paths are relative, and lead down.
package struct GuardedDirectory: ~Copyable {
    /// As it is shown; it may lead elsewhere by now.
    package let path: String
    let directory: Descriptor

    /// As it was when it was opened.
    package let status: stat
    package var owner: uid_t { status.st_uid }

    /// Opens a directory by a path of which only the last name may be somebody else's to change.
    ///
    /// - Parameter owner: the user that it has to belong to; nil: any.
    /// - Throws: ENOENT where it is not there, ENOTDIR or ELOOP where it is something else, EPERM where it is somebody else's.
    package static func open(_ path: String, owner: uid_t? = nil) throws(SystemError) -> GuardedDirectory {
        try GuardedDirectory(path, try Descriptor.open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW), owner: owner)
    }

    /// Opens a directory below this one; throws as `open` does.
    package func directory(_ path: String, owner: uid_t? = nil) throws(SystemError) -> GuardedDirectory {
        try GuardedDirectory(shown(path), try beneath(path, O_RDONLY | O_DIRECTORY), owner: owner)
    }

    private init(_ path: String, _ directory: consuming Descriptor, owner: uid_t?) throws(SystemError) {
        var status = stat()
        guard fstat(directory.number, &status) == 0 else { throw SystemError("look at", path) }
        guard owner == nil || status.st_uid == owner else {
            throw SystemError("use", "\(path), which belongs to uid \(status.st_uid)", code: EPERM)
        }
        self.path = path
        self.directory = directory
        self.status = status
    }

    /// The names of what is in it, sorted.
    package func list() throws(SystemError) -> [String] {
        // By the descriptor's own path: the one that it was opened by may lead elsewhere by now.
        try Files.list("/proc/self/fd/\(directory.number)/.")
    }

    /// Of the thing itself, where it is a link; nil where there is nothing.
    package func status(_ path: String) -> stat? {
        guard let place = try? locate(path) else { return nil }
        var status = stat()
        return fstatat(place.parent.number, place.name, &status, AT_SYMLINK_NOFOLLOW) == 0 ? status : nil
    }

    /// Of a path of any bytes.
    package func hasDirectory(_ path: [UInt8]) -> Bool {
        let text = path.map { CChar(bitPattern: $0) } + [0]
        let number = renga_open_beneath(directory.number, text, UInt64(Self.placeOnly | O_DIRECTORY | O_CLOEXEC), 0)
        if number >= 0 { _ = close(number) }
        return number >= 0
    }

    package func has(_ path: String) -> Bool { status(path) != nil }

    package func setAccess(mode: mode_t, owner: (uid_t, gid_t)) throws(SystemError) {
        guard fchown(directory.number, owner.0, owner.1) == 0, fchmod(directory.number, mode) == 0 else {
            throw SystemError("set the owner and mode of", path)
        }
    }

    func shown(_ path: String) -> String { "\(self.path)/\(path)" }

    /// Opens something below, without following or leaving, and without waiting for who is at its other end.
    func beneath(_ path: String, _ flags: Int32, mode: mode_t = 0) throws(SystemError) -> Descriptor {
        // O_PATH asks for nothing that could be waited for, and takes no other flag.
        let all = flags & Self.placeOnly != 0 ? flags | O_CLOEXEC : flags | O_CLOEXEC | O_NONBLOCK | O_NOCTTY
        let number = renga_open_beneath(directory.number, path, UInt64(all), UInt64(flags & O_CREAT != 0 ? mode : 0))
        guard number >= 0 else {
            let code = errno
            let words = code == ELOOP ? "\(shown(path)), which is or passes a link" : shown(path)
            throw SystemError("open", words, code: code)
        }
        return Descriptor(owning: number)
    }

    /// A name in its directory, which is open.
    struct Place: ~Copyable {
        let parent: Descriptor
        let name: String
    }

    func locate(_ path: String) throws(SystemError) -> Place {
        let cut = path.lastIndex(of: "/")
        let name = cut.map { String(path[path.index(after: $0)...]) } ?? path
        guard !name.isEmpty, name != ".", name != ".." else { throw SystemError("find", shown(path), code: EINVAL) }
        return Place(parent: try beneath(cut.map { String(path[..<$0]) } ?? ".", Self.placeOnly | O_DIRECTORY), name: name)
    }

    /// O_PATH, which Swift's Glibc does not show.
    static let placeOnly: Int32 = 0o10000000
}
