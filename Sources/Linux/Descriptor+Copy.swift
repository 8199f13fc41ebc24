import CLinux
import Glibc

extension Descriptor {
    /// Copies from here to the end of `source` to where this file stands; shares blocks where the file system can.
    /// Returns the bytes copied.
    @discardableResult
    package func copy(restOf source: borrowing Descriptor) throws(SystemError) -> Int64 {
        var total: Int64 = 0
        while true {
            let count = renga_copy_file_range(source.number, number, 1 << 30)
            if count > 0 {
                total += Int64(count)
                continue
            }
            if count == 0 && total > 0 { return total }
            switch count == 0 ? EINVAL : errno {
            case EINTR: continue
            // Not between these two files, or (0 at once) a file without a size of its own: by hand then.
            case EXDEV, EINVAL, ENOSYS, EOPNOTSUPP: return try total + copyByHand(restOf: source)
            default: throw SystemError("copy into", "descriptor \(number)")
            }
        }
    }

    private func copyByHand(restOf source: borrowing Descriptor) throws(SystemError) -> Int64 {
        var total: Int64 = 0
        while let part = try readSome(from: source.number, limit: 1 << 20), !part.isEmpty {
            try writeAll(part, to: number)
            total += Int64(part.count)
        }
        return total
    }
}
