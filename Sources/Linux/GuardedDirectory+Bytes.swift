import CLinux
import Glibc

/// Names that somebody else gave are any bytes, and need not be text.
extension GuardedDirectory {
    /// A path below, as the kernel takes it.
    package struct BytePath: Hashable, Sendable {
        package let bytes: [UInt8]

        package init(bytes: [UInt8]) { self.bytes = bytes }
        package init(_ text: String) { bytes = Array(text.utf8) }

        package var text: String { String(decoding: bytes, as: UTF8.self) }
    }

    /// What is no directory below `folder` and has a name that ends so. Links are not followed; what is deeper, or more, than the
    /// limits allow is left out.
    package func find(_ suffix: String, below folder: String, depthMax: Int, countMax: Int) throws(SystemError) -> [BytePath] {
        var found: [BytePath] = []
        try find(Array(suffix.utf8), below: Array(folder.utf8), depthMax, countMax, &found)
        return found
    }

    private func find(_ suffix: [UInt8], below folder: [UInt8], _ depth: Int, _ countMax: Int, _ found: inout [BytePath])
        throws(SystemError)
    {
        guard depth > 0 else { return }
        let number = renga_open_beneath(directory.number, Self.pointer(folder), UInt64(O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK), 0)
        guard number >= 0 else {
            // Gone meanwhile, or a link.
            if [ENOENT, ENOTDIR, ELOOP, EXDEV].contains(errno) { return }
            throw SystemError("open", shown(String(decoding: folder, as: UTF8.self)))
        }
        guard let entries = fdopendir(number) else {
            _ = close(number)
            throw SystemError("list", shown(String(decoding: folder, as: UTF8.self)))
        }
        defer { closedir(entries) }
        while found.count < countMax, let entry = readdir(entries) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            guard name != [0x2E], name != [0x2E, 0x2E] else { continue }
            var status = stat()
            guard fstatat(number, Self.pointer(name), &status, AT_SYMLINK_NOFOLLOW) == 0 else { continue }
            let path = folder + [0x2F] + name
            if status.st_mode & S_IFMT == S_IFDIR {
                try find(suffix, below: path, depth - 1, countMax, &found)
            } else if name.count >= suffix.count, name.suffix(suffix.count).elementsEqual(suffix) {
                found.append(BytePath(bytes: path))
            }
        }
    }

    /// Removes something that is no directory.
    package func remove(_ path: BytePath) throws(SystemError) {
        let cut = path.bytes.lastIndex(of: 0x2F)
        let name = cut.map { Array(path.bytes[($0 + 1)...]) } ?? path.bytes
        let parent = cut.map { Array(path.bytes[..<$0]) } ?? [0x2E]
        let number = renga_open_beneath(directory.number, Self.pointer(parent), UInt64(Self.placeOnly | O_DIRECTORY | O_CLOEXEC), 0)
        guard number >= 0 else {
            if errno == ENOENT { return }
            throw SystemError("open", shown(path.text))
        }
        defer { _ = close(number) }
        guard unlinkat(number, Self.pointer(name), 0) == 0 || errno == ENOENT else { throw SystemError("remove", shown(path.text)) }
    }

    private static func pointer(_ bytes: [UInt8]) -> [CChar] { bytes.map { CChar(bitPattern: $0) } + [0] }
}
