import Glibc
import Model

/// Writes files below one directory in such a way that nothing in the tree can lead a write outside of it.
///
/// Every directory is opened relative to its parent and never through a symbolic link, every file is made anew: a name
/// that exists already is an error (EEXIST), a link in the place of a directory too (ENOTDIR). Paths are bytes, relative,
/// parts separated by `/`. A writer that `replaces` removes what stands under a name first, as layers do that are
/// unpacked one over the other; a link in the place of a directory stays an error. Fast where neighbours come one after the other: a directory stays open until it is left.
package struct TreeWriter: ~Copyable {
    package struct Attributes: Sendable {
        /// Permission bits; set-user and set-group bits are taken off.
        package var mode: mode_t
        /// nil leaves the writer's own.
        package var owner: (uid: uid_t, gid: gid_t)?
        /// Time of modification, seconds since 1970.
        package var seconds: Int64

        package init(mode: mode_t, owner: (uid: uid_t, gid: gid_t)?, seconds: Int64) {
            self.mode = mode
            self.owner = owner
            self.seconds = seconds
        }
    }

    private struct Level {
        let number: Int32
        /// How many bytes of `place` name this directory, its slash included.
        let length: Int
        var time: timespec
    }

    private let root: String
    private let replaces: Bool
    /// What directories get that no entry of their own describes.
    private let standard: Attributes
    private var levels: [Level]
    /// The innermost open directory, with a slash at its end; empty at the root.
    private var place: [UInt8] = []

    /// Writes below `directory`, which exists.
    ///
    /// It gets owner, mode and time of `directories` as well.
    package init(into directory: String, directories: Attributes, replaces: Bool = false) throws(SystemError) {
        let number = try Self.openRoot(directory, directories)
        root = directory
        self.replaces = replaces
        standard = directories
        levels = [Level(number: number, length: 0, time: Self.time(directories))]
    }

    deinit {
        for level in levels { _ = close(level.number) }
    }

    /// A new, empty file, to be filled and then sealed.
    package mutating func file(_ path: [UInt8]) throws(SystemError) -> Descriptor {
        let (parent, name) = try locate(path)
        try clear(name, in: parent, path)
        let number = Self.withName(name) {
            openat(parent, $0, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        }
        guard number >= 0 else { throw failure("make the file", path) }
        return Descriptor(owning: number)
    }

    /// Gives a file what it keeps: last, because writing changes the time and a new owner the mode.
    package func seal(_ file: borrowing Descriptor, _ path: [UInt8], _ attributes: Attributes) throws(SystemError) {
        try Self.give(attributes, to: file.number, shown: shown(path))
        var times = [Self.time(attributes), Self.time(attributes)]
        guard futimens(file.number, &times) == 0 else { throw failure("set the time of", path) }
    }

    /// A symbolic link, made as it is and never followed.
    package mutating func symbolicLink(_ path: [UInt8], to target: [UInt8], _ attributes: Attributes)
        throws(SystemError)
    {
        let (parent, name) = try locate(path)
        try clear(name, in: parent, path)
        guard !target.contains(0) else { throw failure("make the link", path, code: EINVAL) }
        let made = Self.withName(name) { name in Self.withName(target[...]) { symlinkat($0, parent, name) } }
        guard made == 0 else { throw failure("make the link", path) }
        if let owner = attributes.owner {
            let given = Self.withName(name) { fchownat(parent, $0, owner.uid, owner.gid, AT_SYMLINK_NOFOLLOW) }
            guard given == 0 else { throw failure("set the owner of", path) }
        }
        try setTime(of: name, in: parent, path, attributes.seconds)
    }

    /// A second name of a file that this writer's directory holds.
    package mutating func hardLink(_ path: [UInt8], to target: [UInt8]) throws(SystemError) {
        let (targetParent, targetName) = try locate(target)
        let kept = dup(targetParent)
        guard kept >= 0 else { throw failure("open the directory of", target) }
        let source = Descriptor(owning: kept)
        let (parent, name) = try locate(path)
        try clear(name, in: parent, path)
        let made = Self.withName(targetName) { old in
            Self.withName(name) { linkat(source.number, old, parent, $0, 0) }
        }
        guard made == 0 else { throw failure("link \(shown(target)) to", path) }
    }

    /// A whiteout of overlayfs: a character device 0:0, which hides the name in the layers below.
    ///
    /// `seconds` is its time of modification, since 1970.
    package mutating func whiteout(_ path: [UInt8], seconds: Int64) throws(SystemError) {
        let (parent, name) = try locate(path)
        try clear(name, in: parent, path)
        guard Self.withName(name, { mknodat(parent, $0, S_IFCHR, 0) }) == 0 else {
            throw failure("make the whiteout", path)
        }
        try setTime(of: name, in: parent, path, seconds)
    }

    /// A directory with attributes of its own; one that exists takes them over.
    package mutating func directory(_ path: [UInt8], _ attributes: Attributes) throws(SystemError) {
        if replaces {
            let (parent, name) = try locate(path)
            try clear(name, in: parent, path, butDirectories: true)
        }
        let number = try enter(path + [UInt8(ascii: "/")])
        try Self.give(attributes, to: number, shown: shown(path))
        levels[levels.count - 1].time = Self.time(attributes)
    }

    /// Leaves all directories, which gives them their times.
    package consuming func finish() throws(SystemError) {
        while levels.count > 1 { try leave() }
        var times = [levels[0].time, levels[0].time]
        guard futimens(levels[0].number, &times) == 0 else { throw SystemError("set the time of", root) }
    }
}

// MARK: Directories

extension TreeWriter {
    private static func openRoot(_ path: String, _ attributes: Attributes) throws(SystemError) -> Int32 {
        let opened = try Descriptor.open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
        try give(attributes, to: opened.number, shown: path)
        return opened.release()
    }

    private mutating func locate(_ path: [UInt8]) throws(SystemError) -> (parent: Int32, name: ArraySlice<UInt8>) {
        let cut = path.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
        let name = path[cut...]
        guard Self.isName(name) else { throw failure("write below", path, code: EINVAL) }
        return (try enter(path[..<cut]), name)
    }

    /// Makes room for a new name, if this writer replaces.
    private func clear(_ name: ArraySlice<UInt8>, in parent: Int32, _ path: [UInt8], butDirectories: Bool = false)
        throws(SystemError)
    {
        guard replaces else { return }
        var status = stat()
        guard Self.withName(name, { fstatat(parent, $0, &status, AT_SYMLINK_NOFOLLOW) }) == 0 else {
            if errno == ENOENT { return }
            throw failure("look at", path)
        }
        if butDirectories && status.st_mode & S_IFMT == S_IFDIR { return }
        var text = name.map { CChar(bitPattern: $0) } + [0]
        try Files.removeRaw(&text, in: parent, device: status.st_dev, shown: shown(path))
    }

    /// Opens `directory` (empty, or with a slash at its end), making what is missing, and leaves those it is not below.
    private mutating func enter(_ directory: some RandomAccessCollection<UInt8>) throws(SystemError) -> Int32 {
        while levels.count > 1, !directory.starts(with: place) { try leave() }
        for name in directory.dropFirst(place.count).split(
            separator: UInt8(ascii: "/"),
            omittingEmptySubsequences: false
        )
        .dropLast() {
            try open(ArraySlice(name))
        }
        return levels[levels.count - 1].number
    }

    private mutating func open(_ name: ArraySlice<UInt8>) throws(SystemError) {
        let path = place + name
        guard Self.isName(name) else { throw failure("write below", path, code: EINVAL) }
        let parent = levels[levels.count - 1].number
        let isNew = Self.withName(name) { mkdirat(parent, $0, 0o700) } == 0
        guard isNew || errno == EEXIST else { throw failure("make the directory", path) }
        let number = Self.withName(name) { openat(parent, $0, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) }
        guard number >= 0 else { throw failure("open the directory", path) }
        let opened = Descriptor(owning: number)
        var status = stat()
        guard fstat(number, &status) == 0 else { throw failure("look at", path) }
        if isNew { try Self.give(standard, to: number, shown: shown(path)) }
        place += name + [UInt8(ascii: "/")]
        // A directory that is entered again keeps the time that it was given when it was left.
        let time = isNew ? Self.time(standard) : status.st_mtim
        levels.append(Level(number: opened.release(), length: place.count, time: time))
    }

    private mutating func leave() throws(SystemError) {
        let level = levels.removeLast()
        let path = place
        place.removeLast(place.count - (levels.last?.length ?? 0))
        defer { _ = close(level.number) }
        var times = [level.time, level.time]
        guard futimens(level.number, &times) == 0 else { throw failure("set the time of", path) }
    }

    private static func give(_ attributes: Attributes, to number: Int32, shown: String) throws(SystemError) {
        if let owner = attributes.owner, fchown(number, owner.uid, owner.gid) != 0 {
            throw SystemError("set the owner of", shown)
        }
        guard fchmod(number, attributes.mode & 0o1777) == 0 else { throw SystemError("set the mode of", shown) }
    }

    /// Of the name itself, where it is a link.
    private func setTime(of name: ArraySlice<UInt8>, in parent: Int32, _ path: [UInt8], _ seconds: Int64)
        throws(SystemError)
    {
        var times = [Self.time(seconds), Self.time(seconds)]
        guard Self.withName(name, { utimensat(parent, $0, &times, AT_SYMLINK_NOFOLLOW) }) == 0 else {
            throw failure("set the time of", path)
        }
    }

    private static func time(_ attributes: Attributes) -> timespec { time(attributes.seconds) }

    private static func time(_ seconds: Int64) -> timespec {
        // Before 1970 and after 2242 no archive format agrees with another: such times become the nearest that all know.
        timespec(tv_sec: Int(min(max(seconds, 0), (1 << 33) - 1)), tv_nsec: 0)
    }

    private static func isName(_ name: ArraySlice<UInt8>) -> Bool {
        !name.isEmpty && !name.elementsEqual(".".utf8) && !name.elementsEqual("..".utf8) && !name.contains(0)
    }

    private static func withName<Result>(_ name: ArraySlice<UInt8>, _ body: (UnsafePointer<CChar>) -> Result) -> Result {
        body(name.map { CChar(bitPattern: $0) } + [0])
    }

    private func shown(_ path: [UInt8]) -> String { "\(root)/\(PathText.shown(path))" }

    private func failure(_ operation: String, _ path: [UInt8], code: Int32 = errno) -> SystemError {
        SystemError(operation, shown(path), code: code)
    }
}
