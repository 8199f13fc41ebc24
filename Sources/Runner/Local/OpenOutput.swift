import Glibc
import Linux

/// A file that conmon writes or has written to, held open: it can be read to its end whatever becomes of its name.
final class OpenOutput {
    let place: FilePlace
    /// Of the first line that has not been read.
    var position: Int64 = 0
    /// Read once more after conmon had gone on to another file: what has no end by now will have none.
    var isComplete = false
    private let path: String
    private let file: Descriptor

    /// nil: there is no such file.
    init?(_ path: String) throws(SystemError) {
        let number = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard number >= 0 else {
            if errno == ENOENT { return nil }
            throw SystemError("open", path)
        }
        self.path = path
        file = Descriptor(owning: number)
        place = try FilePlace(descriptor: number)
    }

    func size() throws(SystemError) -> Int64 {
        var status = stat()
        guard fstat(file.number, &status) == 0 else { throw SystemError("look at", path) }
        return Int64(status.st_size)
    }

    /// Bytes from `position` on.
    func read(into buffer: inout [UInt8]) throws(SystemError) -> Int {
        try read(into: &buffer, at: position)
    }

    /// The time of its first line, to the nanosecond: what tells it from every other file, also where the file system gives
    /// its number to the next one. Empty where it has no line.
    func signature() throws(SystemError) -> [UInt8] {
        var first = [UInt8](repeating: 0, count: 35)
        return try read(into: &first, at: 0) == first.count ? first : []
    }

    private func read(into buffer: inout [UInt8], at offset: Int64) throws(SystemError) -> Int {
        while true {
            let count = buffer.withUnsafeMutableBytes { pread(file.number, $0.baseAddress, $0.count, off_t(offset)) }
            if count >= 0 { return count }
            guard errno == EINTR else { throw SystemError("read", path) }
        }
    }
}
