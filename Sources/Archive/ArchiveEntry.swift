import Glibc

/// One header of an archive, as it stands there: nothing is checked yet.
package struct ArchiveEntry: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case file
        case directory
        case symbolicLink([UInt8])
        /// To the path of an entry before it.
        case hardLink([UInt8])
        /// A character device 0:0, as overlayfs hides a name.
        case whiteout
        case other
    }

    package let path: [UInt8]
    package let kind: Kind
    /// Permission bits.
    package let mode: mode_t
    package let uid: Int64
    package let gid: Int64
    package let seconds: Int64
    package let size: Int64

    var isRoot: Bool { Self.relative(path).isEmpty && path.first == UInt8(ascii: ".") }

    func checkedPath() throws(ArchiveError) -> [UInt8] { try Self.checked(path, of: path) }

    /// The path below the directory, without `./` before and `/` behind it, if it stays below.
    static func checked(_ path: [UInt8], of entry: [UInt8]) throws(ArchiveError) -> [UInt8] {
        guard path.first != UInt8(ascii: "/") else { throw .refused(path: entry, reason: "its name is absolute") }
        let relative = relative(path)
        let parts = relative.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard !parts.contains(where: { $0.elementsEqual("..".utf8) }) else {
            throw .refused(path: entry, reason: "`..` leads out of the directory")
        }
        guard parts.allSatisfy({ !$0.isEmpty && !$0.elementsEqual(".".utf8) && !$0.contains(0) }) else {
            throw .refused(path: entry, reason: "a part of its name is empty or `.`")
        }
        return relative
    }

    private static func relative(_ path: [UInt8]) -> [UInt8] {
        var path = path[...]
        while path.starts(with: "./".utf8) { path = path.dropFirst(2) }
        while path.last == UInt8(ascii: "/") { path.removeLast() }
        return path.elementsEqual(".".utf8) ? [] : Array(path)
    }
}
