import Glibc
import Linux
import Model

/// What an intruder puts in the place of something that root works with.
enum Impostor: String, CaseIterable {
    case link, folderLink, pipe, directory, device, hugeFile

    /// `/dev/zero`.
    private static let zero: dev_t = 0x105

    /// In place of what is there, and its putter's.
    func put(at path: String, _ bait: Bait, as owner: Account) throws {
        try Files.removeTree(path)
        try Files.makeDirectory(Files.parent(of: path))
        switch self {
        case .link: try Files.link(path, to: bait.file)
        case .folderLink: try Files.link(path, to: bait.folder)
        case .pipe: guard mkfifo(path, 0o666) == 0 else { throw SystemError("make", path) }
        case .directory: try Files.replace(try Self.folder(path) + "/inner", with: "theirs")
        // One that never ends.
        case .device: guard mknod(path, S_IFCHR | 0o666, Self.zero) == 0 else { throw SystemError("make", path) }
        case .hugeFile:
            let file = try Descriptor.open(path, O_WRONLY | O_CREAT)
            guard ftruncate(file.number, 1 << 40) == 0 else { throw SystemError("stretch", path) }
        }
        guard lchown(path, owner.uid, owner.gid) == 0 else { throw SystemError("give away", path) }
    }

    private static func folder(_ path: String) throws -> String {
        try Files.makeDirectory(path)
        return path
    }
}

/// A file and a folder of root's outside of the installation, which nothing may touch.
final class Bait {
    let directory: String
    var file: String { directory + "/file" }
    var folder: String { directory + "/folder" }

    init() throws {
        directory = "/var/tmp/renga-e2e/bait-\(getpid())-\(Int.random(in: 100_000...999_999))"
        try Files.makeDirectory(folder, mode: 0o700)
        try Files.replace(file, with: "a secret of root's\n", mode: 0o600)
        for name in ["0001.log", "main.lock", "inner"] { try Files.replace("\(folder)/\(name)", with: "root's", mode: 0o600) }
    }

    deinit {
        // Best effort: a test's files in a temporary directory.
        try? Files.removeTree(directory)
    }

    /// Owner, mode, size and time of the last change of each.
    var state: String { get throws { try Command("/usr/bin/find", [directory, "-printf", "%p %y %m %U:%G %s %C@\n"]).check() } }
}
