import CLinux
import Glibc

extension Descriptor {
    /// A file without a name, gone with its last descriptor.
    package static func nameless(in directory: String) throws(SystemError) -> Descriptor {
        let number = renga_open_nameless(directory)
        guard number >= 0 else { throw SystemError("open a nameless file in", directory) }
        return Descriptor(owning: number)
    }

    /// A nameless file that has something to read: unlike a pipe, it cannot block who fills it.
    package static func nameless(holding bytes: [UInt8]) throws(SystemError) -> Descriptor {
        let file = try nameless(in: "/tmp")
        try file.write(all: bytes)
        guard lseek(file.number, 0, SEEK_SET) == 0 else { throw SystemError("rewind", "a nameless file") }
        return file
    }

    /// All of it from its beginning; over `limit` bytes is an error (EFBIG).
    package func contents(limit: Int) throws(SystemError) -> [UInt8] {
        guard lseek(number, 0, SEEK_SET) == 0 else { throw SystemError("rewind", "a file") }
        var all: [UInt8] = []
        while let part = try readSome(from: number), !part.isEmpty {
            all += part
            guard all.count <= limit else { throw SystemError("read", "a file", code: EFBIG) }
        }
        return all
    }
}
