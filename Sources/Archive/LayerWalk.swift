import CArchive
import Glibc
import Linux
import Model

/// The walk over a layer's tree, entry by entry into a frame.
struct LayerWalk: ~Copyable {
    private struct FileIdentity: Hashable {
        let device: UInt64
        let inode: UInt64
    }

    private static let depthMax = 512
    private static let bufferBytes = 1 << 20

    private let frame: TarFrame
    private let entry: OpaquePointer
    private let buffer: UnsafeMutableRawBufferPointer
    /// Where a file of several names was seen first.
    private var links: [FileIdentity: [UInt8]] = [:]

    init(to number: Int32, level: Int, bytesMax: Int64) throws(ArchiveError) {
        let frame = try TarFrame(to: number, level: level, bytesMax: bytesMax)
        guard let entry = archive_entry_new() else {
            throw .library(operation: "start an archive", code: ARCHIVE_FATAL, detail: "out of memory")
        }
        self.frame = frame
        self.entry = entry
        buffer = .allocate(byteCount: Self.bufferBytes, alignment: 16)
    }

    deinit {
        archive_entry_free(entry)
        buffer.deallocate()
    }

    mutating func add(root: String, isCancelled: () -> Bool) throws(ArchiveError) {
        let number = Glibc.open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard number >= 0 else { throw .system(SystemError("open the directory", root)) }
        try add(contentsOf: Descriptor(owning: number), prefix: [], depth: 0, isCancelled)
    }

    func finish() throws(ArchiveError) { _ = try frame.close() }

    private mutating func add(
        contentsOf directory: consuming Descriptor,
        prefix: [UInt8],
        depth: Int,
        _ isCancelled: () -> Bool
    ) throws(ArchiveError) {
        guard depth <= Self.depthMax else {
            throw .refused(path: prefix, reason: "it is more than \(Self.depthMax) levels deep")
        }
        let directory = directory
        for name in try Self.names(in: directory.number, prefix) {
            guard !isCancelled() else { throw .cancelled }
            try add(name, in: directory.number, path: prefix + name, depth: depth, isCancelled)
        }
    }

    private mutating func add(
        _ name: [UInt8],
        in parent: Int32,
        path: [UInt8],
        depth: Int,
        _ isCancelled: () -> Bool
    ) throws(ArchiveError) {
        let text = Self.terminated(name)
        var status = stat()
        guard fstatat(parent, text, &status, AT_SYMLINK_NOFOLLOW) == 0 else { throw Self.error("look at", path) }
        switch status.st_mode & S_IFMT {
        case S_IFDIR:
            try header(path, status)
            let directory = try Self.open(text, in: parent, O_DIRECTORY, path)
            try add(contentsOf: directory, prefix: path + [UInt8(ascii: "/")], depth: depth + 1, isCancelled)
        case S_IFREG:
            if status.st_nlink > 1, let first = firstName(of: status, path) {
                return try header(path, status, hardLink: first)
            }
            let file = try Self.open(text, in: parent, O_NOFOLLOW, path)
            guard fstat(file.number, &status) == 0 else { throw Self.error("look at", path) }
            try header(path, status, size: Int64(status.st_size))
            try contents(of: file, path, bytes: Int64(status.st_size), isCancelled)
        case S_IFLNK:
            try header(path, status, symbolicLink: try Self.target(text, in: parent, path))
        case S_IFCHR where status.st_rdev == 0:
            try header(path, status)
        default:
            // Sockets, pipes and devices other than whiteouts: no archive keeps them.
            break
        }
    }

    /// The name under which the file is in the archive already; nil where this is the first.
    private mutating func firstName(of status: stat, _ path: [UInt8]) -> [UInt8]? {
        let identity = FileIdentity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
        if let first = links[identity] { return first }
        links[identity] = path
        return nil
    }

    private mutating func header(
        _ path: [UInt8],
        _ status: stat,
        size: Int64 = 0,
        hardLink: [UInt8]? = nil,
        symbolicLink: [UInt8]? = nil
    ) throws(ArchiveError) {
        archive_entry_clear(entry)
        archive_entry_copy_pathname(entry, Self.terminated(path))
        // An older version left set-user and set-group bits in layers of steps.
        archive_entry_set_mode(entry, status.st_mode & ~(S_ISUID | S_ISGID))
        archive_entry_set_uid(entry, Int64(status.st_uid))
        archive_entry_set_gid(entry, Int64(status.st_gid))
        archive_entry_set_mtime(entry, status.st_mtim.tv_sec, 0)
        archive_entry_set_size(entry, size)
        if let hardLink { archive_entry_copy_hardlink(entry, Self.terminated(hardLink)) }
        if let symbolicLink { archive_entry_copy_symlink(entry, Self.terminated(symbolicLink)) }
        try frame.header(entry, path)
    }

    private func contents(
        of file: borrowing Descriptor,
        _ path: [UInt8],
        bytes: Int64,
        _ isCancelled: () -> Bool
    ) throws(ArchiveError) {
        var rest = bytes
        // Up to where the file is known to have no hole; files without any are read from end to end.
        var solid: Int64 = isSparse(file) ? 0 : bytes
        while rest > 0 {
            let place = bytes - rest
            if place >= solid {
                let hole = min(Self.hole(in: file, at: place, upTo: bytes), Int64(buffer.count))
                if hole > 0 {
                    buffer.initializeMemory(as: UInt8.self, repeating: 0)
                    try frame.data(UnsafeRawBufferPointer(rebasing: buffer[..<Int(hole)]))
                    rest -= hole
                    guard lseek(file.number, off_t(place + hole), SEEK_SET) >= 0 else { throw Self.error("read", path) }
                    guard !isCancelled() else { throw .cancelled }
                    continue
                }
                solid = Self.data(in: file, at: place, upTo: bytes)
                guard lseek(file.number, off_t(place), SEEK_SET) >= 0 else { throw Self.error("read", path) }
            }
            let count = read(file.number, buffer.baseAddress, min(buffer.count, Int(min(rest, max(solid - place, 1)))))
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw Self.error("read", path) }
            // Its size stands in the header already: a shorter file would shift every entry after it.
            guard count > 0 else { throw .changed(path: path) }
            try frame.data(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            rest -= Int64(count)
            guard !isCancelled() else { throw .cancelled }
        }
    }
}

// MARK: Holes

extension LayerWalk {
    // lseek(2); Swift's Glibc module does not show them.
    private static let seekData: Int32 = 3
    private static let seekHole: Int32 = 4

    private func isSparse(_ file: borrowing Descriptor) -> Bool {
        var status = stat()
        return fstat(file.number, &status) == 0 && Int64(status.st_blocks) * 512 < Int64(status.st_size)
    }

    /// Bytes of the hole that begins at `place`; 0 where there is data, or where the file system does not tell.
    private static func hole(in file: borrowing Descriptor, at place: Int64, upTo end: Int64) -> Int64 {
        let next = lseek(file.number, off_t(place), seekData)
        // Nothing but a hole up to the end.
        if next < 0 { return errno == ENXIO ? end - place : 0 }
        return min(Int64(next), end) - place
    }

    /// Where the data that begins at `place` ends.
    private static func data(in file: borrowing Descriptor, at place: Int64, upTo end: Int64) -> Int64 {
        let next = lseek(file.number, off_t(place), seekHole)
        return next > off_t(place) ? min(Int64(next), end) : end
    }
}

// MARK: Names

extension LayerWalk {
    private static func open(_ name: [CChar], in parent: Int32, _ flags: Int32, _ path: [UInt8])
        throws(ArchiveError) -> Descriptor
    {
        let number = openat(parent, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | flags)
        guard number >= 0 else { throw error("open", path) }
        return Descriptor(owning: number)
    }

    /// Sorted by their bytes.
    ///
    /// `directory` stays open and is the caller's.
    private static func names(in directory: Int32, _ path: [UInt8]) throws(ArchiveError) -> [[UInt8]] {
        let own = fcntl(directory, F_DUPFD_CLOEXEC, 0)
        guard own >= 0, let list = fdopendir(own) else { throw error("list", path) }
        defer { closedir(list) }
        var names: [[UInt8]] = []
        while let entry = readdir(list) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            if !name.elementsEqual(".".utf8) && !name.elementsEqual("..".utf8) { names.append(name) }
        }
        return names.sorted { $0.lexicographicallyPrecedes($1) }
    }

    private static func target(_ name: [CChar], in parent: Int32, _ path: [UInt8]) throws(ArchiveError) -> [UInt8] {
        var target = [CChar](repeating: 0, count: 4096)
        let count = readlinkat(parent, name, &target, target.count)
        guard count >= 0 else { throw error("read the link", path) }
        return target[..<count].map { UInt8(bitPattern: $0) }
    }

    private static func terminated(_ bytes: [UInt8]) -> [CChar] { bytes.map { CChar(bitPattern: $0) } + [0] }

    private static func error(_ operation: String, _ path: [UInt8]) -> ArchiveError {
        .system(SystemError(operation, PathText.shown(path)))
    }
}
