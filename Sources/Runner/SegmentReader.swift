import Glibc
import Linux
import Model

/// One segment of a log, held open: it can be read whatever becomes of its name.
final class SegmentReader: Sendable {
    private let file: Descriptor

    init(_ file: consuming Descriptor) { self.file = file }

    func size() throws(SystemError) -> Int64 {
        var status = stat()
        guard fstat(file.number, &status) == 0 else { throw SystemError("look at", "a log") }
        return Int64(status.st_size)
    }

    /// Which file it is, whatever it is called: its number, and what it begins with, since numbers are used again.
    func mark() throws(SystemError) -> String {
        var status = stat()
        guard fstat(file.number, &status) == 0 else { throw SystemError("look at", "a log") }
        return "\(status.st_ino) \(Hexadecimal.text(try bytes(from: 0, count: 64)))"
    }

    /// At most so many bytes; fewer at the end.
    func bytes(from offset: Int64, count: Int) throws(SystemError) -> [UInt8] {
        try Self.bytes(file.number, from: offset, count: count)
    }

    static func bytes(_ file: Int32, from offset: Int64, count: Int) throws(SystemError) -> [UInt8] {
        while true {
            var failure: Int32 = 0
            let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, got in
                let read = pread(file, buffer.baseAddress, count, off_t(offset))
                failure = read < 0 ? errno : 0
                got = max(read, 0)
            }
            if failure == 0 { return bytes }
            guard failure == EINTR else { throw SystemError("read", "a log", code: failure) }
        }
    }
}
