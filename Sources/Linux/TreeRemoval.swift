import Glibc

/// Removes a tree that somebody else may have made: no link is followed, nothing that is mounted in it is entered, and a
/// tree that is deeper than we have descriptors and stack for is taken apart, by moving its lower half to its top.
struct TreeRemoval {
    private static let depthMax = 64
    private static let roundsMax = 100_000

    /// The directory at the top of the tree, open.
    private let top: Int32
    private let device: dev_t
    private let shown: String
    private var moved = 0
    /// Something was moved to the top, or somebody fills what we empty.
    private var isUnfinished = false

    /// Removes what `parent` has under a name, which is any bytes.
    static func remove(_ name: UnsafePointer<CChar>, in parent: Int32, device: dev_t, shown: String) throws(SystemError) {
        if unlinkat(parent, name, 0) == 0 || errno == ENOENT { return }
        guard errno == EISDIR || errno == EPERM else { throw SystemError("remove", shown) }
        let number: Int32
        do throws(SystemError) {
            number = try open(name, in: parent, device: device, shown)
        } catch  where error.code == ENOENT {
            return
        }
        let directory = Descriptor(owning: number)
        var removal = TreeRemoval(top: directory.number, device: device, shown: shown)
        var rounds = 0
        repeat {
            rounds += 1
            // Somebody fills it, or makes it deeper, as fast as we take it apart.
            guard rounds <= roundsMax else { throw SystemError("remove", shown, code: EBUSY) }
            removal.isUnfinished = false
            try removal.empty(try Self.open(".", in: directory.number, device: device, shown), depth: 0)
            guard !removal.isUnfinished else { continue }
            if unlinkat(parent, name, AT_REMOVEDIR) == 0 || errno == ENOENT { return }
            guard errno == ENOTEMPTY else { throw SystemError("remove", shown) }
        } while true
    }

    private init(top: Int32, device: dev_t, shown: String) {
        self.top = top
        self.device = device
        self.shown = shown
    }

    /// Owns `number`.
    private mutating func empty(_ number: Int32, depth: Int) throws(SystemError) {
        guard let directory = fdopendir(number) else {
            _ = close(number)
            throw SystemError("open", shown)
        }
        defer { closedir(directory) }
        while let entry = readdir(directory) {
            // File names are bytes, not text: the raw name goes back to the kernel.
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { strdup($0) }
            }
            defer { free(name) }
            guard let name, strcmp(name, ".") != 0, strcmp(name, "..") != 0 else { continue }
            try remove(name, in: number, depth: depth)
        }
    }

    private mutating func remove(_ name: UnsafePointer<CChar>, in parent: Int32, depth: Int) throws(SystemError) {
        if unlinkat(parent, name, 0) == 0 || errno == ENOENT { return }
        guard errno == EISDIR || errno == EPERM else { throw SystemError("remove", "\(shown)/…/\(String(cString: name))") }
        guard depth < Self.depthMax else { return try moveUp(name, from: parent) }
        let number: Int32
        do throws(SystemError) {
            number = try Self.open(name, in: parent, device: device, "\(shown)/…/\(String(cString: name))")
        } catch  where error.code == ENOENT {
            // Somebody else removes it as well.
            return
        }
        try empty(number, depth: depth + 1)
        guard unlinkat(parent, name, AT_REMOVEDIR) == 0 || errno == ENOENT else {
            guard errno == ENOTEMPTY else { throw SystemError("remove", "\(shown)/…/\(String(cString: name))") }
            // Somebody has filled it while we emptied it, or we have just moved something into it.
            isUnfinished = true
            return
        }
    }

    private mutating func moveUp(_ name: UnsafePointer<CChar>, from parent: Int32) throws(SystemError) {
        isUnfinished = true
        while true {
            moved += 1
            if renameat(parent, name, top, ".deep-\(moved)") == 0 || errno == ENOENT { return }
            guard errno == ENOTEMPTY || errno == EEXIST || errno == ENOTDIR else { throw SystemError("remove", shown) }
        }
    }

    private static func open(_ name: UnsafePointer<CChar>, in parent: Int32, device: dev_t, _ shown: String)
        throws(SystemError) -> Int32
    {
        let number = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard number >= 0 else { throw SystemError("open", shown) }
        var status = stat()
        guard fstat(number, &status) == 0, status.st_dev == device else {
            _ = close(number)
            throw SystemError("remove", "\(shown) (something is mounted there)", code: EBUSY)
        }
        return number
    }
}
